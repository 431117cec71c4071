package io.changetrail.inventory;

import java.time.Duration;
import java.time.Instant;

/**
 * Spreads a sweep evenly over time; what was not given out in time is not made up for in a burst.
 *
 * @param servers how many have to be swept in {@code fullSweep}; at least one
 * @param pause the time from one look at the queue to the next
 */
record SweepPace(long servers, Duration fullSweep, Duration pause) {

    /** The time from one server to the next. */
    Duration step() {
        var step = fullSweep.dividedBy(servers);
        return step.isZero() ? Duration.ofNanos(1000) : step;
    }

    /** From when on servers count that were not given out. */
    Instant earliest(Instant now) {
        return now.minus(pause).minus(step());
    }

    /** How many servers are due at {@code now} if they were given out until {@code givenOut}. */
    int due(Instant givenOut, Instant now) {
        var from = givenOut.isBefore(earliest(now)) ? earliest(now) : givenOut;
        return from.isBefore(now)
                ? (int) Math.min(servers, Duration.between(from, now).dividedBy(step()))
                : 0;
    }
}
