package io.changetrail.correlation;

import java.time.Instant;

/** Writes times and durations as the sentences of the evidence show them: UTC, whole seconds. */
final class Times {

    private Times() {}

    /** Prints as that time. */
    static Instant at(long millis) {
        return Instant.ofEpochSecond(Math.floorDiv(millis, Footprint.SECOND));
    }

    /** Prints as that duration. */
    static Length length(double seconds) {
        return new Length(seconds);
    }

    record Length(double seconds) {

        @Override
        public String toString() {
            if (seconds < 120) {
                return Math.round(seconds) + " s";
            }
            return seconds < 7_200 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 360) / 10.0 + " h";
        }
    }
}
