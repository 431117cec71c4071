package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.TreeMap;

/** Lags of links by their probability, in bins a twentieth of a lag wide, and the density that fits them best. */
final class LagCounts {

    private static final double BINS = 20;
    private static final int STEPS = 20;

    /** So many links the shipped density is worth. */
    private static final double BELIEVED_BEFORE = 50;

    private static final double LEAST_SPREAD = 0.2;
    private static final double LEAST_SKEW = 2;

    private final TreeMap<Integer, Double> bins = new TreeMap<>();

    void add(double seconds, double weight) {
        var bin = (int) Math.round(BINS * Math.signum(seconds) * StrictMath.log1p(Math.abs(seconds)));
        bins.merge(bin, weight, Double::sum);
    }

    double links() {
        return bins.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Few links leave it as it was shipped. */
    LagDensity fit(LagDensity shipped) {
        var density = shipped;
        for (var step = 0; step < STEPS; step++) {
            density = step(density, shipped);
        }
        return density;
    }

    private LagDensity step(LagDensity density, LagDensity shipped) {
        var total = links() + BELIEVED_BEFORE;
        var parts = new ArrayList<LagDensity.Part>();
        for (var i = 0; i < density.parts().size(); i++) {
            parts.add(part(density, density.parts().get(i), shipped.parts().get(i), total));
        }
        var paused = new Moments();
        var skewed = new Moments();
        bins.forEach((bin, weight) -> {
            var lag = seconds(bin);
            paused.add(0, weight * share(density.paused(lag), density.at(lag)));
            skewed.add(lag, weight * share(density.skewed(lag), density.at(lag)));
        });
        var believed = BELIEVED_BEFORE * shipped.skewShare();
        var square = skewed.squares + believed * shipped.skewSeconds() * shipped.skewSeconds();
        return new LagDensity(
                parts,
                (paused.weight + BELIEVED_BEFORE * shipped.pauseShare()) / total,
                shipped.pauseSeconds(),
                (skewed.weight + believed) / total,
                Math.max(LEAST_SKEW, StrictMath.sqrt(square / (skewed.weight + believed))));
    }

    private LagDensity.Part part(LagDensity density, LagDensity.Part part, LagDensity.Part shipped, double total) {
        var moments = new Moments();
        bins.tailMap(1).forEach((bin, weight) -> {
            var lag = seconds(bin);
            moments.add(StrictMath.log(lag), weight * share(part.at(lag), density.at(lag)));
        });
        var believed = BELIEVED_BEFORE * shipped.share();
        var before = StrictMath.log(shipped.median());
        var weight = moments.weight + believed;
        var mean = (moments.sum + believed * before) / weight;
        var spread = shipped.spread() * shipped.spread();
        var squares = moments.squares + believed * (before * before + spread);
        return new LagDensity.Part(
                weight / total,
                StrictMath.exp(mean),
                Math.max(LEAST_SPREAD, StrictMath.sqrt(Math.max(0, squares / weight - mean * mean))));
    }

    /** A lag that nothing explains counts for nothing. */
    private static double share(double part, double whole) {
        return whole > 0 ? part / whole : 0;
    }

    private static double seconds(int bin) {
        return Math.signum(bin) * StrictMath.expm1(Math.abs(bin) / BINS);
    }

    private static final class Moments {

        private double weight;
        private double sum;
        private double squares;

        void add(double value, double by) {
            weight += by;
            sum += by * value;
            squares += by * value * value;
        }
    }
}
