package io.changetrail.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was known of all streams and gaps at one moment. */
public final class Watching {

    private final Map<StreamKey, StreamRow> streams;
    private final List<DomainStream> domains;
    private final Set<String> withServers;
    private final Map<StreamKey, List<Gap>> closed;
    private final Instant now;

    Watching(
            Map<StreamKey, StreamRow> streams,
            List<DomainStream> domains,
            Set<String> withServers,
            Map<StreamKey, List<Gap>> closed,
            Instant now) {
        this.streams = streams;
        this.domains = domains;
        this.withServers = withServers;
        this.closed = closed;
        this.now = now;
    }

    /** Both sources for each of the projects, in that order; a source that was never read is {@code BLIND}. */
    public List<Coverage> of(Collection<String> projectIds, Instant since, Instant until) {
        var window = new Window(since, Gaps.earlier(until, now), now);
        var coverages = new ArrayList<Coverage>();
        for (var project : projectIds) {
            var ecs = new StreamKey("ecs", project);
            coverages.add(coverage(ecs, watched(streams.get(ecs), ecs, closed, now), window));
            var rms = new StreamKey("rms", project);
            var stream = rms(domains, project, withServers.contains(project));
            coverages.add(coverage(rms, watched(stream, rms, closed, now), window));
        }
        return coverages;
    }

    /** Of the domains that include the project, the one that was read last. */
    private static @Nullable StreamRow rms(List<DomainStream> domains, String project, boolean hasServers) {
        return domains.stream()
                .map(domain -> Optional.ofNullable(domain.of(project, hasServers)))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(StreamRow::completeUntil, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElse(null);
    }

    /** @param own names the gaps that are the project's alone */
    private static Watched watched(
            @Nullable StreamRow stream, StreamKey own, Map<StreamKey, List<Gap>> closed, Instant now) {
        if (stream == null) {
            return new Watched(null, OpenGaps.ofNobody(now));
        }
        var gaps = new ArrayList<>(OpenGaps.of(stream, now));
        Stream.of(stream.key(), own).distinct().forEach(key -> gaps.addAll(closed.getOrDefault(key, List.of())));
        return new Watched(stream, gaps);
    }

    private static Coverage coverage(StreamKey key, Watched watched, Window window) {
        var stream = watched.stream();
        var gaps = Gaps.within(watched.gaps(), window.since(), window.until());
        return new Coverage(
                key.source(),
                key.scope(),
                state(stream, gaps, window),
                stream == null ? null : stream.completeAt(window.now()),
                stream == null ? null : stream.sweptUntil(),
                gaps);
    }

    private static Coverage.State state(@Nullable StreamRow stream, List<Gap> gaps, Window window) {
        if (stream == null || stream.cursor() == null || Gaps.blind(gaps, window.since(), window.until())) {
            return Coverage.State.BLIND;
        }
        return gaps.isEmpty() ? Coverage.State.COMPLETE : Coverage.State.PARTIAL;
    }

    private record Window(Instant since, Instant until, Instant now) {}

    /** @param stream null for a source that nobody ever looked at */
    private record Watched(@Nullable StreamRow stream, List<Gap> gaps) {}
}
