package io.changetrail.correlation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the actions of one name without a row in the table were seen to change; sums of probabilities, so that they can be added
 * over servers.
 *
 * @param actions how many ended well
 * @param touched facets in which {@code updated} is the end of the action that explains them
 * @param untouched facets in which {@code updated} is older than the action that explains them
 * @param facets explained by such actions, by family
 * @param values those facets by property and new value
 */
record KindCounts(
        int actions,
        double touched,
        double untouched,
        Map<Family, Double> facets,
        Map<Family, Map<String, Map<String, Double>>> values) {

    static final KindCounts NONE = new KindCounts(0, 0, 0, Map.of(), Map.of());
    static final ActionEffects NOTHING_KNOWN = NONE.effects();

    private static final double BELIEVED_BEFORE = 2;
    private static final double ANY_CHANGE = 0.15;
    private static final double ANY_STATE_AT_WORK = 0.06;
    private static final double ANY_LAUNCH = 0.03;
    private static final double ANY_VALUE = 0.25;
    private static final double LEAST = 0.005;
    private static final double MOST = 0.93;
    private static final double ENOUGH = 2;

    KindCounts plus(KindCounts other) {
        var sum = new EnumMap<Family, Double>(Family.class);
        sum.putAll(facets);
        other.facets.forEach((family, weight) -> sum.merge(family, weight, Double::sum));
        var all = new EnumMap<Family, Map<String, Map<String, Double>>>(Family.class);
        merge(values, all);
        merge(other.values, all);
        return new KindCounts(actions + other.actions, touched + other.touched, untouched + other.untouched, sum, all);
    }

    /** What such an action can be expected to change: at first anything, rarely; with experience what was seen. */
    ActionEffects effects() {
        var changes = new EnumMap<Family, ActionEffects.Change>(Family.class);
        for (var family : Family.values()) {
            var before = before(family);
            if (before > 0) {
                var seen = Math.min(actions, facets.getOrDefault(family, 0.0));
                var share = (seen + BELIEVED_BEFORE * before) / (actions + BELIEVED_BEFORE);
                changes.put(
                        family,
                        new ActionEffects.Change(
                                Math.clamp(share, LEAST, MOST), Map.of(), bits(values.getOrDefault(family, Map.of()))));
            }
        }
        var moves = touched + untouched >= ENOUGH && touched > untouched;
        var quiet = touched + untouched >= ENOUGH && touched < untouched / 2;
        return new ActionEffects(false, actions, changes, List.of(), List.of(), moves, quiet, false);
    }

    private static double before(Family family) {
        return switch (family) {
            case LIFECYCLE -> 0;
            case TASK, STATUS -> ANY_STATE_AT_WORK;
            case LAUNCHED -> ANY_LAUNCH;
            default -> family.exclusive() ? ANY_CHANGE : 0;
        };
    }

    private static Map<String, Map<String, Double>> bits(Map<String, Map<String, Double>> weights) {
        var bits = new TreeMap<String, Map<String, Double>>();
        weights.forEach((property, unordered) -> {
            var counts = new TreeMap<>(unordered);
            var total =
                    counts.values().stream().mapToDouble(Double::doubleValue).sum();
            var ofProperty = new TreeMap<String, Double>();
            ofProperty.put("", LagDensity.log2(1 / (total + 1)));
            counts.forEach((value, weight) ->
                    ofProperty.put(value, LagDensity.log2((weight + ANY_VALUE) / (total + 1) / ANY_VALUE)));
            bits.put(property, ofProperty);
        });
        return bits;
    }

    private static void merge(
            Map<Family, Map<String, Map<String, Double>>> from, Map<Family, Map<String, Map<String, Double>>> into) {
        from.forEach((family, properties) -> properties.forEach((property, counts) ->
                counts.forEach((value, weight) -> into.computeIfAbsent(family, one -> new TreeMap<>())
                        .computeIfAbsent(property, one -> new TreeMap<>())
                        .merge(value, weight, Double::sum))));
    }

    private static double rounded(double weight) {
        return Math.round(weight * 1e4) / 1e4;
    }

    /** Adds up what is seen of one name. */
    static final class Sum {

        private int actions;
        private double touched;
        private double untouched;
        private final Map<Family, Double> facets = new EnumMap<>(Family.class);
        private final Map<Family, Map<String, Map<String, Double>>> values = new EnumMap<>(Family.class);

        void action() {
            actions++;
        }

        void facet(Verdict verdict, Footprint footprint, double score) {
            var family = verdict.facet().family();
            facets.merge(family, score, Double::sum);
            verdict.facet()
                    .values()
                    .forEach((property, value) -> values.computeIfAbsent(family, one -> new HashMap<>())
                            .computeIfAbsent(property, one -> new HashMap<>())
                            .merge(String.valueOf(value.after()), score, Double::sum));
            var updated = verdict.capture().updated();
            if (family.exclusive() && updated != null) {
                if (footprint.eventEndingAt(updated, 2 * Footprint.SECOND) != null) {
                    touched += score;
                } else if (updated < footprint.start()) {
                    untouched += score;
                }
            }
        }

        KindCounts counts() {
            facets.replaceAll((family, weight) -> rounded(weight));
            values.values()
                    .forEach(properties -> properties.values().forEach(counts -> {
                        counts.replaceAll((value, weight) -> rounded(weight));
                        counts.values().removeIf(weight -> weight == 0);
                    }));
            return new KindCounts(
                    actions, rounded(touched), rounded(untouched), Map.copyOf(facets), Map.copyOf(values));
        }
    }
}
