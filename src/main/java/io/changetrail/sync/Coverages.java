package io.changetrail.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** What is known now, for as many questions as one answer has: what is learned later is in none of them. */
    public Watching watching() {
        return watching(Instant.EPOCH, Instant.MAX);
    }

    /** As {@link Watching#of}, for one question. */
    public List<Coverage> of(Collection<String> projectIds, Instant since, Instant until) {
        return watching(since, until).of(projectIds, since, until);
    }

    /** The streams are read before the ledger, so that a gap which is just being closed is seen in one of them. */
    private Watching watching(Instant since, Instant until) {
        var now = clock.instant();
        var streams = this.streams.all().stream().collect(Collectors.toMap(StreamRow::key, Function.identity()));
        var domains = domains(streams.values());
        var withServers = withServers(domains);
        var closed = ledger.within(since, Gaps.earlier(until, now));
        return new Watching(streams, domains, withServers, closed, now);
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
}
