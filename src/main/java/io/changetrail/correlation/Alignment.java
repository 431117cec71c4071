package io.changetrail.correlation;

import java.util.Arrays;

/**
 * Posterior of each pair (facet, action) over all alignments that keep both orders, in which an action explains one facet at
 * most and a facet has one action or none; forward-backward over the facets, each with a band of actions.
 */
final class Alignment {

    private static final double MOST_BITS = 200;

    private final int[][] places;
    private final double[][] ratios;
    private final int[] low;
    private final int[] high;
    private final double[][] forward;
    private final double[][] backward;

    private Alignment(int[][] places, double[][] ratios) {
        this.places = places;
        this.ratios = ratios;
        this.low = lows(places);
        this.high = highs(places, low[0]);
        this.forward = new double[places.length + 1][];
        this.backward = new double[places.length + 1][];
    }

    /**
     * @param places per facet, in order of capture: places of its candidates in the order of the actions, ascending
     * @param bits per facet and candidate: log2 of how much likelier the pair is than "action unseen, facet of no action"
     * @return per facet and candidate the posterior, in 0..1
     */
    static double[][] posteriors(int[][] places, double[][] bits) {
        if (places.length == 0) {
            return new double[0][];
        }
        var ratios = new double[bits.length][];
        for (var j = 0; j < bits.length; j++) {
            ratios[j] = Arrays.stream(bits[j])
                    .map(value -> StrictMath.pow(2, Math.clamp(value, -MOST_BITS, MOST_BITS)))
                    .toArray();
        }
        var alignment = new Alignment(places, ratios);
        alignment.passForward();
        alignment.passBackward();
        var posteriors = new double[places.length][];
        for (var j = 0; j < places.length; j++) {
            posteriors[j] = alignment.posterior(j);
        }
        return posteriors;
    }

    /** forward[j][i - low[j]]: weight of the facets before j if the last action used is i; all below the band is one state. */
    private void passForward() {
        forward[0] = new double[] {1};
        for (var j = 0; j < places.length; j++) {
            var next = new double[Math.max(high[j], low[j + 1]) - low[j + 1] + 1];
            for (var i = 0; i < forward[j].length; i++) {
                next[state(j + 1, low[j] + i)] += forward[j][i];
            }
            var sums = prefixSums(forward[j]);
            for (var c = 0; c < places[j].length; c++) {
                next[state(j + 1, places[j][c])] += ratios[j][c] * below(sums, places[j][c] - low[j]);
            }
            forward[j + 1] = normalised(next);
        }
    }

    /** backward[j][i - low[j]]: weight of the facets from j on if only actions after i may be used. */
    private void passBackward() {
        backward[places.length] = filled(forward[places.length].length);
        for (var j = places.length - 1; j >= 0; j--) {
            var width = forward[j].length;
            var uses = new double[width + 1];
            for (var c = 0; c < places[j].length; c++) {
                var reach = Math.min(places[j][c] - low[j], width);
                uses[reach] += ratios[j][c] * backward[j + 1][state(j + 1, places[j][c])];
            }
            var previous = new double[width];
            var later = uses[width];
            for (var i = width - 1; i >= 0; i--) {
                previous[i] = backward[j + 1][state(j + 1, low[j] + i)] + later;
                later += uses[i];
            }
            backward[j] = normalised(previous);
        }
    }

    private double[] posterior(int j) {
        var sums = prefixSums(forward[j]);
        var weights = new double[places[j].length];
        var total = 0.0;
        for (var i = 0; i < forward[j].length; i++) {
            total += forward[j][i] * backward[j + 1][state(j + 1, low[j] + i)];
        }
        for (var c = 0; c < weights.length; c++) {
            weights[c] =
                    ratios[j][c] * below(sums, places[j][c] - low[j]) * backward[j + 1][state(j + 1, places[j][c])];
            total += weights[c];
        }
        for (var c = 0; c < weights.length; c++) {
            weights[c] /= total;
        }
        return weights;
    }

    private int state(int j, int place) {
        return Math.max(place, low[j]) - low[j];
    }

    private static double below(double[] sums, int width) {
        return sums[Math.min(width, sums.length - 1)];
    }

    private static double[] prefixSums(double[] values) {
        var sums = new double[values.length + 1];
        for (var i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        return sums;
    }

    private static double[] normalised(double[] values) {
        var most = Arrays.stream(values).max().orElse(1);
        for (var i = 0; i < values.length; i++) {
            values[i] /= most;
        }
        return values;
    }

    private static double[] filled(int width) {
        var values = new double[width];
        Arrays.fill(values, 1);
        return values;
    }

    /** One less than the first place that this or a later facet can use. */
    private static int[] lows(int[][] places) {
        var lows = new int[places.length + 1];
        lows[places.length] =
                Arrays.stream(places).flatMapToInt(Arrays::stream).max().orElse(0);
        for (var j = places.length - 1; j >= 0; j--) {
            lows[j] = places[j].length == 0 ? lows[j + 1] : Math.min(lows[j + 1], places[j][0] - 1);
        }
        return lows;
    }

    /** The last place that this or an earlier facet can use. */
    private static int[] highs(int[][] places, int least) {
        var highs = new int[places.length];
        var most = least;
        for (var j = 0; j < places.length; j++) {
            most = places[j].length == 0 ? most : Math.max(most, places[j][places[j].length - 1]);
            highs[j] = most;
        }
        return highs;
    }
}
