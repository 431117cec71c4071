package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Explains the facets of one family whose actions follow one another: which were seen, which masked, which facets are nobody's. */
final class Chain {

    private static final double MASKED = 0.97;
    private static final double NOT_MASKED = 0.05;
    private static final double UNDONE = 0.5;

    private final Family family;
    private final ServerRecords records;
    private final Weighing weighing;
    private final List<Footprint> writers;
    private final double[] unseenBits;

    Chain(Family family, ServerRecords records, Weighing weighing) {
        this.family = family;
        this.records = records;
        this.weighing = weighing;
        this.writers = records.footprints().stream()
                .filter(footprint -> footprint.effects().change(family) != null)
                .toList();
        this.unseenBits = new double[writers.size()];
        for (var i = 0; i < unseenBits.length; i++) {
            unseenBits[i] = LagDensity.log2(1 - visibility(writers.get(i)) * (1 - masked(i)));
        }
    }

    List<Verdict> explain(List<Verdict> all) {
        var siblings = new Siblings(all);
        var verdicts = align(siblings.first());
        return siblings.withOthers(verdicts, weighing);
    }

    private List<Verdict> align(List<Verdict> open) {
        var candidates = open.stream()
                .map(verdict -> candidates(verdict.capture(), verdict.facet()))
                .toList();
        var places = new int[open.size()][];
        var bits = new double[open.size()][];
        var free = new double[open.size()];
        for (var j = 0; j < open.size(); j++) {
            free[j] = candidates.get(j).stream()
                    .filter(Placed::repeatable)
                    .mapToDouble(placed -> StrictMath.pow(2, placed.bits()))
                    .sum();
            var used = candidates.get(j).stream()
                    .filter(placed -> !placed.repeatable())
                    .toList();
            var withoutPair = LagDensity.log2(1 + free[j]);
            places[j] = used.stream().mapToInt(Placed::place).toArray();
            bits[j] = used.stream()
                    .mapToDouble(placed -> placed.bits() - unseenBits[placed.place()] - withoutPair)
                    .toArray();
        }
        var posteriors = Alignment.posteriors(places, bits);
        if (family.isSet()) {
            Elements.share(family, open, places, posteriors);
        }
        var verdicts = new ArrayList<Verdict>();
        for (var j = 0; j < open.size(); j++) {
            verdicts.add(verdict(open.get(j), candidates.get(j), posteriors[j], free[j]));
        }
        return verdicts;
    }

    private static Verdict verdict(Verdict open, List<Placed> candidates, double[] posteriors, double free) {
        var rest = 1.0;
        for (var posterior : posteriors) {
            rest -= posterior;
        }
        var judged = new ArrayList<Verdict.Judged>();
        var next = 0;
        for (var placed : candidates) {
            var score = placed.repeatable()
                    ? Math.max(rest, 0) * StrictMath.pow(2, placed.bits()) / (1 + free)
                    : posteriors[next++];
            judged.add(new Verdict.Judged(placed.candidate(), score));
        }
        return new Verdict(open.capture(), open.facet(), judged);
    }

    /** The latest actions that can have written the facet, oldest first. */
    private List<Placed> candidates(Capture capture, Facet facet) {
        var found = new ArrayList<Placed>();
        for (var place : Reach.places(writers, capture)) {
            if (found.size() < Reach.MOST_CANDIDATES) {
                add(capture, facet, place, found);
            }
        }
        found.sort(Comparator.comparingInt(Placed::place));
        return found;
    }

    private void add(Capture capture, Facet facet, int place, List<Placed> found) {
        var candidate = weighing.candidate(capture, facet, writers.get(place));
        if (candidate != null) {
            found.add(new Placed(place, candidate, candidate.bits()));
        }
    }

    private double visibility(Footprint footprint) {
        var change = footprint.effects().change(family);
        var visibility = change == null ? 0 : change.visibility();
        if (footprint.failed()) {
            return 0.04 * visibility;
        }
        return footprint.open() ? 0.5 * visibility : visibility;
    }

    /** Probability that no capture can show what the action did, because the next one of the family came too soon. */
    private double masked(int i) {
        if (family.isSet()) {
            return NOT_MASKED;
        }
        var end = writers.get(i).end();
        if (i + 1 < writers.size() && !seenFromTo(end, writers.get(i + 1).end())) {
            return MASKED * Math.min(1, visibility(writers.get(i + 1)) + 0.05);
        }
        if (i > 0 && !seenFromTo(writers.get(i - 1).end(), end)) {
            var together = end - writers.get(i - 1).end() < 2 * Footprint.SECOND;
            return together ? MASKED : UNDONE;
        }
        return NOT_MASKED;
    }

    private boolean seenFromTo(long since, long until) {
        return records.capturedBetween(since + Footprint.SECOND, until);
    }

    private record Placed(int place, Candidate candidate, double bits) {
        boolean repeatable() {
            return candidate.repeatable();
        }
    }
}
