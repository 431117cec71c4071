package io.changetrail.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether scores mean what they say; over all scored links, rivals included.
 *
 * @param brier mean squared distance of score and truth
 * @param ece expected calibration error over ten equal bins
 */
public record Calibration(double brier, double ece, List<Bin> bins) {

    private static final int BINS = 10;

    /** Links with scores in {@code [from, from + 0.1)}; the last bin includes 1. */
    public record Bin(double from, int links, double meanScore, double shareRight) {}

    /** One scored answer and whether it holds. */
    record Judged(double score, boolean right) {}

    static Calibration of(List<Judged> judged) {
        double brier = 0;
        double ece = 0;
        List<Bin> bins = new ArrayList<>();
        for (Judged one : judged) {
            double miss = one.score() - (one.right() ? 1 : 0);
            brier += miss * miss / judged.size();
        }
        for (int i = 0; i < BINS; i++) {
            int number = i;
            List<Judged> inside = judged.stream()
                    .filter(one -> Math.min(BINS - 1, (int) (one.score() * BINS)) == number)
                    .toList();
            if (!inside.isEmpty()) {
                double score =
                        inside.stream().mapToDouble(Judged::score).average().orElse(0);
                double right = inside.stream().filter(Judged::right).count() / (double) inside.size();
                bins.add(new Bin(i / 10.0, inside.size(), score, right));
                ece += Math.abs(score - right) * inside.size() / judged.size();
            }
        }
        return new Calibration(brier, ece, bins);
    }
}
