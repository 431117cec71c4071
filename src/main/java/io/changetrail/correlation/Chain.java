package io.changetrail.correlation;

import io.changetrail.correlation.Weighed.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Explains the facets of one family whose actions follow one another: which were seen, which masked, which facets are nobody's. */
final class Chain {

    /** How long before the next action of the family one can have ended and still be masked by it. */
    static final long MASKED_WITHIN = 6 * 3_600 * Footprint.SECOND;

    /** An action so unlikely to have written a facet is none of its candidates; so the facets of a server fall into blocks. */
    private static final double HOPELESS = -12;

    private final Family family;
    private final ServerRecords records;
    private final Weighing weighing;
    private final Model model;
    private final List<Footprint> writers;
    private final Reach reach;
    private final double[] unseenBits;

    Chain(Family family, ServerRecords records, Weighing weighing) {
        this.family = family;
        this.records = records;
        this.weighing = weighing;
        this.model = weighing.model();
        this.writers = records.footprints().stream()
                .filter(footprint -> footprint.effects().change(family) != null)
                .toList();
        this.reach = new Reach(writers);
        this.unseenBits = new double[writers.size()];
        for (var i = 0; i < unseenBits.length; i++) {
            unseenBits[i] = LagDensity.log2(1 - visibility(writers.get(i)) * (1 - masked(i)));
        }
    }

    /** What can have changed the family, by end. */
    List<Footprint> writers() {
        return writers;
    }

    /** Blocks of open verdicts in order of capture. */
    List<Block> blocks(List<Verdict> open) {
        return Block.of(open.stream().map(this::weighed).toList());
    }

    List<Verdict> explain(Block block) {
        var siblings = new Siblings(block.facets());
        return siblings.withOthers(align(siblings.first()), weighing);
    }

    private List<Verdict> align(List<Weighed> facets) {
        var places = new int[facets.size()][];
        var bits = new double[facets.size()][];
        var free = new double[facets.size()];
        for (var j = 0; j < facets.size(); j++) {
            free[j] = facets.get(j).candidates().stream()
                    .filter(Placed::repeatable)
                    .mapToDouble(placed -> StrictMath.pow(2, placed.bits()))
                    .sum();
            var used = facets.get(j).used();
            var withoutPair = LagDensity.log2(1 + free[j]);
            places[j] = used.stream().mapToInt(Placed::place).toArray();
            bits[j] = used.stream()
                    .mapToDouble(placed -> placed.bits() - unseenBits[placed.place()] - withoutPair)
                    .toArray();
        }
        var posteriors = Alignment.posteriors(places, bits);
        if (family.isSet()) {
            Elements.share(family, facets, places, posteriors);
        }
        var verdicts = new ArrayList<Verdict>();
        for (var j = 0; j < facets.size(); j++) {
            verdicts.add(verdict(facets.get(j).open(), facets.get(j).candidates(), posteriors[j], free[j]));
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

    /** With the latest actions that can have written the facet. */
    private Weighed weighed(Verdict open) {
        var found = new ArrayList<Placed>();
        for (var place : reach.places(open.capture())) {
            if (found.size() < Reach.MOST_CANDIDATES) {
                add(open, place, found);
            }
        }
        found.removeIf(placed -> !placed.repeatable() && placed.bits() - unseenBits[placed.place()] < HOPELESS);
        found.sort(Comparator.comparingInt(Placed::place));
        return new Weighed(open, found);
    }

    private void add(Verdict open, int place, List<Placed> found) {
        var candidate = weighing.candidate(open.capture(), open.facet(), writers.get(place));
        if (candidate != null) {
            found.add(new Placed(place, candidate, candidate.bits()));
        }
    }

    /** Probability that it changed the family so that a capture can show it. */
    double visibility(Footprint footprint) {
        var change = footprint.effects().change(family);
        var visibility = change == null ? 0 : change.visibility();
        if (footprint.failed()) {
            return model.results().failed() * visibility;
        }
        return footprint.open() ? model.results().open() * visibility : visibility;
    }

    /** Probability that no capture can show what the action did, because the next one of the family came too soon. */
    double masked(int i) {
        if (family.isSet()) {
            return model.masking().otherwise();
        }
        var end = writers.get(i).end();
        if (i + 1 < writers.size() && unseenFromTo(end, writers.get(i + 1).end())) {
            return model.masking().overwritten() * Math.min(1, visibility(writers.get(i + 1)) + 0.05);
        }
        if (i > 0 && unseenFromTo(writers.get(i - 1).end(), end)) {
            var together = end - writers.get(i - 1).end() < 2 * Footprint.SECOND;
            return together ? model.masking().overwritten() : model.masking().undone();
        }
        return model.masking().otherwise();
    }

    /** Where nothing was captured for long, the capture was lost. */
    private boolean unseenFromTo(long since, long until) {
        return until - since <= MASKED_WITHIN && !records.capturedBetween(since + Footprint.SECOND, until);
    }
}
