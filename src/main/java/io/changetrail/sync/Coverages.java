package io.changetrail.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what was being watched; RMS is watched for the whole domain at once and told for each of its projects. */
@Component
public class Coverages {

    private final StreamRows streams;
    private final GapRows ledger;
    private final Clock clock;

    Coverages(StreamRows streams, GapRows ledger, Clock clock) {
        this.streams = streams;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Both sources for each of the projects, in that order; a source that was never read is {@code BLIND}. The streams are read
     * before the ledger, so that a gap which is just being closed is seen in one of them.
     */
    public List<Coverage> of(Collection<String> projectIds, Instant since, Instant until) {
        var now = clock.instant();
        var window = new Window(since, Gaps.earlier(until, now));
        var known = streams.all().stream().collect(Collectors.toMap(StreamRow::key, Function.identity()));
        var closed = ledger.within(window.since(), window.until());
        var rms = watched(newestRms(known.values()), closed, now);
        var coverages = new ArrayList<Coverage>();
        for (var project : projectIds) {
            coverages.add(
                    coverage("ecs", project, watched(known.get(new StreamKey("ecs", project)), closed, now), window));
            coverages.add(coverage("rms", project, rms, window));
        }
        return coverages;
    }

    /** The projects whose actions are or were watched, in order. */
    public List<String> watchedProjects() {
        return streams.projects();
    }

    private static @Nullable StreamRow newestRms(Collection<StreamRow> streams) {
        return streams.stream()
                .filter(stream -> stream.key().source().equals("rms"))
                .max(Comparator.comparing(StreamRow::completeUntil, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElse(null);
    }

    private static Watched watched(@Nullable StreamRow stream, Map<StreamKey, List<Gap>> closed, Instant now) {
        if (stream == null) {
            return new Watched(null, OpenGaps.ofNobody(now));
        }
        var gaps = new ArrayList<>(OpenGaps.of(stream, now));
        gaps.addAll(closed.getOrDefault(stream.key(), List.of()));
        return new Watched(stream, gaps);
    }

    private static Coverage coverage(String source, String project, Watched watched, Window window) {
        var stream = watched.stream();
        var gaps = Gaps.within(watched.gaps(), window.since(), window.until());
        return new Coverage(
                source,
                project,
                state(stream, gaps, window),
                stream == null ? null : stream.completeUntil(),
                stream == null ? null : stream.sweptUntil(),
                gaps);
    }

    private static Coverage.State state(@Nullable StreamRow stream, List<Gap> gaps, Window window) {
        if (stream == null || stream.cursor() == null || Gaps.blind(gaps, window.since(), window.until())) {
            return Coverage.State.BLIND;
        }
        return gaps.isEmpty() ? Coverage.State.COMPLETE : Coverage.State.PARTIAL;
    }

    private record Window(Instant since, Instant until) {}

    /** @param stream null for a source that nobody ever looked at */
    private record Watched(@Nullable StreamRow stream, List<Gap> gaps) {}
}
