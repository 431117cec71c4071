package io.changetrail.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells what was being watched; RMS is watched for the whole domain at once, and told for each project as far as the walks
 * included it.
 */
@Component
public class Coverages {

    private final StreamRows streams;
    private final WalkedProjectRows walked;
    private final GapRows ledger;
    private final List<KnownProjects> known;
    private final Clock clock;

    Coverages(StreamRows streams, WalkedProjectRows walked, GapRows ledger, List<KnownProjects> known, Clock clock) {
        this.streams = streams;
        this.walked = walked;
        this.known = known;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Both sources for each of the projects, in that order; a source that was never read is {@code BLIND}. The streams are read
     * before the ledger, so that a gap which is just being closed is seen in one of them.
     */
    public List<Coverage> of(Collection<String> projectIds, Instant since, Instant until) {
        var now = clock.instant();
        var window = new Window(since, Gaps.earlier(until, now), now);
        var streams = this.streams.all().stream().collect(Collectors.toMap(StreamRow::key, Function.identity()));
        var domains = domains(streams.values());
        var withServers = withServers(domains);
        var closed = ledger.within(window.since(), window.until());
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

    /** The projects whose actions are or were watched, in order. */
    public List<String> watchedProjects() {
        return streams.projects();
    }

    private List<DomainStream> domains(Collection<StreamRow> streams) {
        var projects = walked.all();
        return streams.stream()
                .filter(stream -> stream.key().source().equals("rms"))
                .map(stream -> new DomainStream(stream, projects.getOrDefault(stream.key(), Map.of())))
                .toList();
    }

    /** Asked for only where a walk is made for all projects there are. */
    private Set<String> withServers(List<DomainStream> domains) {
        return domains.stream().noneMatch(domain -> domain.projects().containsKey(WalkedProject.ALL))
                ? Set.of()
                : known.stream().flatMap(more -> more.ids().stream()).collect(Collectors.toSet());
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
