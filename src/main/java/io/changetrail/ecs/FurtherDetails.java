package io.changetrail.ecs;

import java.time.Duration;
import java.time.Instant;

/**
 * Details that sweeps read beyond the one for each server: so few in an interval that what a cycle costs stays within its bound,
 * however many servers changed since their last sweep. The others wait for the next sweep.
 */
final class FurtherDetails {

    private static final int IN_AN_INTERVAL = 2;

    private final Duration interval;
    private Instant until = Instant.MIN;
    private int left;

    FurtherDetails(Duration interval) {
        this.interval = interval;
    }

    /** How many of so many may be read now. */
    synchronized int take(int wanted, Instant now) {
        if (!now.isBefore(until) || now.isBefore(until.minus(interval))) {
            until = now.plus(interval);
            left = IN_AN_INTERVAL;
        }
        var taken = Math.min(wanted, left);
        left -= taken;
        return taken;
    }
}
