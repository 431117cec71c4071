package io.changetrail.ecs;

import io.changetrail.sync.SyncProperties;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Details that sweeps read beyond the one for each server: so few in an interval that what a cycle costs stays within its bound,
 * however many servers changed since their last sweep. The others wait for the next sweep.
 */
@Component
final class FurtherDetails {

    private static final int IN_AN_INTERVAL = 2;

    private final int room;
    private final Duration interval;
    private Instant until = Instant.MIN;
    private int left;

    @Autowired
    FurtherDetails(SyncProperties sync) {
        this(IN_AN_INTERVAL, sync.interval());
    }

    FurtherDetails(int room, Duration interval) {
        this.room = room;
        this.interval = interval;
    }

    /** How many of so many may be read now. */
    synchronized int take(int wanted, Instant now) {
        if (!now.isBefore(until) || now.isBefore(until.minus(interval))) {
            until = now.plus(interval);
            left = room;
        }
        var taken = Math.min(wanted, left);
        left -= taken;
        return taken;
    }
}
