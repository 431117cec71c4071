package io.changetrail.sync;

import java.time.Duration;
import java.time.Instant;

/** How long the upstreams are left alone while nothing can be stored: longer with each failure, up to half a minute. */
final class DatabasePause {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration length = Duration.ZERO;
    private Instant until = Instant.MIN;

    synchronized boolean lastsAt(Instant now) {
        return now.isBefore(until);
    }

    /** Counts a failure; those during a pause, of work that had begun before it, are part of the same. */
    synchronized void failed(Instant now) {
        if (lastsAt(now)) {
            return;
        }
        var doubled = length.isZero() ? FIRST : length.multipliedBy(2);
        length = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        until = now.plus(length);
    }

    synchronized void worked() {
        length = Duration.ZERO;
        until = Instant.MIN;
    }
}
