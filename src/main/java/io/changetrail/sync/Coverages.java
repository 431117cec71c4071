package io.changetrail.sync;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
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

    private final JdbcClient jdbc;

    Coverages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Both sources for each of the projects, in that order; a source that was never read is {@code BLIND}. */
    public List<Coverage> of(Collection<String> projectIds, Instant since, Instant until) {
        var streams = streams();
        var rms = streams.values().stream()
                .filter(stream -> stream.key().source().equals("rms"))
                .findFirst()
                .orElse(null);
        var coverages = new ArrayList<Coverage>();
        for (var project : projectIds) {
            coverages.add(coverage("ecs", project, streams.get(new StreamKey("ecs", project))));
            coverages.add(coverage("rms", project, rms));
        }
        return coverages;
    }

    /** The projects whose actions are or were watched, in order. */
    public List<String> watchedProjects() {
        return jdbc.sql("select scope from stream where source = 'ecs' order by scope")
                .query((row, number) -> row.getString("scope"))
                .list();
    }

    private static Coverage coverage(String source, String project, @Nullable Watermarks stream) {
        var completeUntil = stream == null ? null : stream.completeUntil();
        var state = completeUntil == null ? Coverage.State.BLIND : Coverage.State.PARTIAL;
        return new Coverage(
                source, project, state, completeUntil, stream == null ? null : stream.sweptUntil(), List.of());
    }

    private Map<StreamKey, Watermarks> streams() {
        return jdbc
                .sql("select source, scope, complete_until, swept_until from stream")
                .query((row, number) -> new Watermarks(
                        new StreamKey(row.getString("source"), row.getString("scope")),
                        instant(row.getObject("complete_until", OffsetDateTime.class)),
                        instant(row.getObject("swept_until", OffsetDateTime.class))))
                .list()
                .stream()
                .collect(Collectors.toMap(Watermarks::key, Function.identity()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private record Watermarks(
            StreamKey key,
            @Nullable Instant completeUntil,
            @Nullable Instant sweptUntil) {}
}
