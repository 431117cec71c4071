package io.changetrail.faults;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.changetrail.simulation.Offer;
import io.changetrail.simulation.RecordVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what a cloud offered and sent with what is stored, as sets; a pure function of both. */
final class Checker {

    private final Evidence evidence;
    private final List<Snapshot> snapshots;
    private final Snapshot last;
    private final Set<RecordVersion> stored;
    private final Set<RecordVersion> current;
    private final Set<String> keys;
    private final List<String> lost = new ArrayList<>();
    private final List<String> excusable = new ArrayList<>();
    private int neverRead;

    private Checker(Evidence evidence, List<Snapshot> snapshots) {
        this.evidence = evidence;
        this.snapshots = snapshots;
        this.last = snapshots.getLast();
        this.stored = last.versions();
        this.current = last.stored().stream()
                .filter(Stored::current)
                .map(Stored::version)
                .collect(toSet());
        this.keys = stored.stream().map(Checker::key).collect(toSet());
    }

    /** @param snapshots oldest first, at least one */
    static Findings check(Evidence evidence, List<Snapshot> snapshots) {
        return new Checker(evidence, snapshots).findings();
    }

    private Findings findings() {
        evidence.offers().stream()
                .filter(offer -> !offer.from().isAfter(evidence.horizon()))
                .forEach(this::judge);
        var gone = gone();
        gone.forEach(version -> lost.add("gone again: " + version));
        evidence.poison().stream()
                .filter(hash ->
                        last.quarantined().stream().noneMatch(put -> put.hash().equals(hash)))
                .forEach(hash -> lost.add("not in quarantine: " + hash));
        return new Findings(
                evidence.served().size(),
                stored.size(),
                List.copyOf(lost),
                unexpected(),
                duplicated(),
                unexplained(),
                Positions.backwards(snapshots),
                last.quarantined().size(),
                neverRead,
                List.copyOf(excusable),
                latencies());
    }

    private void judge(Offer offer) {
        var version = offer.version();
        if (offer.openAt(last.began()) && offer.openAt(last.ended())) {
            if (!keys.contains(key(version))) {
                lost.add("still offered, not stored: " + offer);
            } else if (offer.owed() && !current.contains(version)) {
                lost.add("still offered, not the current version: " + offer);
            }
        } else if (offer.owed() && !stored.contains(version)) {
            if (!lasted(offer)) {
                neverRead++;
            } else if (evidence.missed().stream().anyMatch(gap -> gap.covers(offer))) {
                excusable.add("in a gap: " + offer);
            } else {
                lost.add("was offered long enough, not stored: " + offer);
            }
        }
    }

    private boolean lasted(Offer offer) {
        var until = offer.until();
        return until != null && Duration.between(offer.from(), until).compareTo(evidence.grace()) >= 0;
    }

    private Set<RecordVersion> gone() {
        var gone = new HashSet<RecordVersion>();
        snapshots.forEach(snapshot -> gone.addAll(snapshot.versions()));
        gone.removeAll(stored);
        return gone;
    }

    private List<String> unexpected() {
        return stored.stream()
                .filter(version -> !evidence.served().containsKey(version))
                .map(version -> "stored, never sent: " + version)
                .toList();
    }

    private List<String> duplicated() {
        var twice = last.stored().stream().collect(groupingBy(Stored::version)).entrySet().stream()
                .filter(rows ->
                        rows.getValue().stream().map(Stored::id).distinct().count() > 1)
                .map(rows -> "stored under several ids: " + rows.getValue());
        var repeated =
                last.stored().stream().collect(groupingBy(row -> row.version().source() + row.id())).values().stream()
                        .flatMap(Checker::repeated);
        return Stream.concat(twice, repeated).toList();
    }

    /** A version that differs in nothing from the one before it, or shares its number. */
    private static Stream<String> repeated(List<Stored> rows) {
        var sorted =
                rows.stream().sorted(Comparator.comparingInt(Stored::number)).toList();
        var repeated = new ArrayList<String>();
        for (int i = 1; i < sorted.size(); i++) {
            var row = sorted.get(i);
            var before = sorted.get(i - 1);
            if (row.number() == before.number() || row.version().equals(before.version())) {
                repeated.add("a version without a change: " + before + " " + row);
            }
        }
        return repeated.stream();
    }

    private List<String> unexplained() {
        return last.quarantined().stream()
                .filter(put -> !evidence.poison().contains(put.hash()))
                .map(put -> "in quarantine, never sent so: " + put)
                .toList();
    }

    private Latencies latencies() {
        var began = snapshots.getFirst().ended();
        Map<RecordVersion, List<Stored>> rows = last.stored().stream().collect(groupingBy(Stored::version));
        return Latencies.of(evidence.offers().stream()
                .filter(offer -> offer.owed() && offer.from().isAfter(began))
                .flatMap(offer -> rows.getOrDefault(offer.version(), List.of()).stream()
                        .map(row -> Duration.between(offer.from(), row.recordedAt())))
                .toList());
    }

    private static String key(RecordVersion version) {
        return version.source() + " " + version.key();
    }
}
