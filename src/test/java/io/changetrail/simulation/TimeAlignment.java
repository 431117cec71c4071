package io.changetrail.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The best pairing of items and actions by time alone that keeps both orders and uses each at most once: the sum of
 * {@code log((window + 10 s) / (distance + 10 s))} over its pairs is largest.
 */
final class TimeAlignment {

    private static final double BLUR = 10;

    private final double[] items;
    private final double[] actions;
    private final double window;

    /** @param items and actions in seconds, rising */
    TimeAlignment(double[] items, double[] actions, double window) {
        this.items = items;
        this.actions = actions;
        this.window = window;
    }

    /** An item and its action, by number. */
    record Pair(int item, int action) {}

    List<Pair> pairs() {
        double[][] best = new double[items.length + 1][actions.length + 1];
        for (int i = 1; i <= items.length; i++) {
            for (int j = 1; j <= actions.length; j++) {
                double apart = Math.max(best[i - 1][j], best[i][j - 1]);
                best[i][j] = Math.max(apart, best[i - 1][j - 1] + weight(i, j));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        int i = items.length;
        int j = actions.length;
        while (i > 0 && j > 0) {
            if (best[i][j] == best[i - 1][j]) {
                i--;
            } else if (best[i][j] == best[i][j - 1]) {
                j--;
            } else {
                pairs.add(new Pair(--i, --j));
            }
        }
        return pairs;
    }

    private double weight(int item, int action) {
        double distance = Math.abs(items[item - 1] - actions[action - 1]);
        return distance > window ? Double.NEGATIVE_INFINITY : StrictMath.log((window + BLUR) / (distance + BLUR));
    }
}
