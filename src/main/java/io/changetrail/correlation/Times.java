package io.changetrail.correlation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes times and durations as the sentences of the evidence show them: UTC, whole seconds. */
final class Times {

    private Times() {}

    static String at(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String length(double seconds) {
        if (seconds < 120) {
            return Math.round(seconds) + " s";
        }
        return seconds < 7_200
                ? Math.round(seconds / 60) + " min"
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
}
