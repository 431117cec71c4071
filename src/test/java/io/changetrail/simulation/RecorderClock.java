package io.changetrail.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * RMS's idea of now for one server: Nova's time, wrong by a constant and a slow drift.
 *
 * @param skew in seconds at {@code origin}
 * @param drift seconds gained in a second
 */
record RecorderClock(Instant origin, double skew, double drift) {

    Instant at(Instant time) {
        double passed = Duration.between(origin, time).toMillis() / 1000.0;
        return Instant.ofEpochMilli(
                time.plus(Chance.seconds(skew + drift * passed)).toEpochMilli());
    }
}
