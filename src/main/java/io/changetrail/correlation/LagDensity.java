package io.changetrail.correlation;

import java.util.List;

/**
 * How likely a capture comes how long after the end of the action it shows: mostly within seconds, sometimes minutes, rarely
 * hours ({@code upstream.md} 2.3), at any moment where RMS pauses between two captures, and a little before it where the
 * clocks differ. All shares together are 1.
 *
 * @param pauseSeconds least time between two captures
 * @param skewSeconds standard deviation between the clocks
 */
record LagDensity(List<Part> parts, double pauseShare, double pauseSeconds, double skewShare, double skewSeconds) {

    /** So many standard deviations away the density is 0 as far as a double can tell, which needs no computing. */
    private static final double NEVER = 39;

    private static final double ROOT_OF_TWO_PI = StrictMath.sqrt(2 * StrictMath.PI);
    private static final double LOG_OF_TWO = StrictMath.log(2);

    /** A log-normal part; {@code median} in seconds, {@code spread} the standard deviation of the logarithm. */
    record Part(double share, double median, double spread) {

        /** Its contribution, per second; {@code lag} in seconds, more than none. */
        double at(double lag) {
            var deviation = StrictMath.log(lag / median) / spread;
            return share * normal(deviation) / (spread * lag);
        }
    }

    LagDensity {
        parts = List.copyOf(parts);
    }

    /** Probability per second; {@code lag} in seconds, negative for a capture before the end. */
    double at(double lag) {
        var density = skewed(lag) + paused(lag);
        if (lag > 0) {
            for (var part : parts) {
                density += part.at(lag);
            }
        }
        return density;
    }

    double skewed(double lag) {
        return skewShare * normal(lag / skewSeconds) / skewSeconds;
    }

    double paused(double lag) {
        return lag >= 0 && lag < pauseSeconds ? pauseShare / pauseSeconds : 0;
    }

    static double log2(double value) {
        return StrictMath.log(value) / LOG_OF_TWO;
    }

    private static double normal(double deviation) {
        return Math.abs(deviation) > NEVER ? 0 : StrictMath.exp(-deviation * deviation / 2) / ROOT_OF_TWO_PI;
    }
}
