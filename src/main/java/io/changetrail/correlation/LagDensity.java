package io.changetrail.correlation;

/**
 * How likely a capture comes how long after the end of the action it shows: mostly within seconds, sometimes minutes, rarely
 * hours ({@code upstream.md} 2.3), and a little before it where the clocks differ.
 */
final class LagDensity {

    private static final double[] SHARES = {0.78, 0.16, 0.04};
    private static final double[] MEDIANS = {9, 90, 7_200};
    private static final double[] SPREADS = {0.9, 1.0, 1.3};
    private static final double SKEW_SHARE = 0.02;
    private static final double SKEW_SECONDS = 12;
    private static final double ROOT_OF_TWO_PI = StrictMath.sqrt(2 * StrictMath.PI);
    private static final double LOG_OF_TWO = StrictMath.log(2);

    private LagDensity() {}

    /** Probability per second; {@code lag} in seconds, negative for a capture before the end. */
    static double at(double lag) {
        var density = SKEW_SHARE * normal(lag / SKEW_SECONDS) / SKEW_SECONDS;
        if (lag > 0) {
            for (var part = 0; part < SHARES.length; part++) {
                var deviation = StrictMath.log(lag / MEDIANS[part]) / SPREADS[part];
                density += SHARES[part] * normal(deviation) / (SPREADS[part] * lag);
            }
        }
        return density;
    }

    static double log2(double value) {
        return StrictMath.log(value) / LOG_OF_TWO;
    }

    private static double normal(double deviation) {
        return StrictMath.exp(-deviation * deviation / 2) / ROOT_OF_TWO_PI;
    }
}
