package io.changetrail.sync;

import io.changetrail.sync.Coverage.Gap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells what was being watched; RMS is watched for the whole domain at once and told for each of its projects. */
@Component
public class Coverages {

    /** Hides the past as well as the present, however long it has been known. */
    private static final String MICROVERSION = "microversion";

    private final JdbcClient jdbc;
    private final Clock clock;

    Coverages(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Both sources for each of the projects, in that order; a source that was never read is {@code BLIND}. */
    public List<Coverage> of(Collection<String> projectIds, Instant since, Instant until) {
        var streams = streams();
        var seen = new Window(since, earlier(until, clock.instant()));
        var rms = streams.values().stream()
                .filter(stream -> stream.key().source().equals("rms"))
                .max(Comparator.comparing(Watermarks::completeUntil, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElse(null);
        var coverages = new ArrayList<Coverage>();
        for (var project : projectIds) {
            coverages.add(coverage("ecs", project, seen, streams.get(new StreamKey("ecs", project))));
            coverages.add(coverage("rms", project, seen, rms));
        }
        return coverages;
    }

    /** The projects whose actions are or were watched, in order. */
    public List<String> watchedProjects() {
        return jdbc.sql("select scope from stream where source = 'ecs' order by scope")
                .query((row, number) -> row.getString("scope"))
                .list();
    }

    private static Coverage coverage(String source, String project, Window seen, @Nullable Watermarks stream) {
        if (stream == null) {
            return new Coverage(source, project, Coverage.State.BLIND, null, null, List.of());
        }
        var state = stream.completeUntil() == null ? Coverage.State.BLIND : Coverage.State.PARTIAL;
        return new Coverage(
                source, project, state, stream.completeUntil(), stream.sweptUntil(), gaps(seen, stream.limitation()));
    }

    /** What the upstream is known not to show in the window, up to now. */
    private static List<Gap> gaps(Window seen, @Nullable Limitation limitation) {
        if (limitation == null) {
            return List.of();
        }
        var always =
                limitation.reason().equals(MICROVERSION) || limitation.since().isBefore(seen.since());
        var gap = new Gap(always ? seen.since() : limitation.since(), seen.until(), limitation.reason());
        return gap.since().isBefore(gap.until()) ? List.of(gap) : List.of();
    }

    private Map<StreamKey, Watermarks> streams() {
        return jdbc
                .sql("select source, scope, complete_until, swept_until, limitation, limited_since from stream")
                .query((row, number) -> new Watermarks(
                        new StreamKey(row.getString("source"), row.getString("scope")),
                        instant(row.getObject("complete_until", OffsetDateTime.class)),
                        instant(row.getObject("swept_until", OffsetDateTime.class)),
                        limitation(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Watermarks::key, Function.identity()));
    }

    private static @Nullable Limitation limitation(ResultSet row) throws SQLException {
        var reason = row.getString("limitation");
        var since = instant(row.getObject("limited_since", OffsetDateTime.class));
        return reason == null || since == null ? null : new Limitation(reason, since);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private record Window(Instant since, Instant until) {}

    private record Limitation(String reason, Instant since) {}

    private record Watermarks(
            StreamKey key,
            @Nullable Instant completeUntil,
            @Nullable Instant sweptUntil,
            @Nullable Limitation limitation) {}
}
