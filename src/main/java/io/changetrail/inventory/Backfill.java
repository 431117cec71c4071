package io.changetrail.inventory;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a first backfill has come.
 *
 * @param servers known ones
 * @param read of these, how many it has read
 * @param since when it began
 */
public record Backfill(long servers, long read, Instant since) {

    /** When it will be over if it goes on as it went so far; null while nothing can be told from it. */
    public @Nullable Instant estimateUntil(Instant now) {
        if (read == 0 || !since.isBefore(now)) {
            return null;
        }
        var each = Duration.between(since, now).toMillis() / (double) read;
        return now.plusMillis(Math.round(each * (servers - read)));
    }

    /** Not 100 before the last one is read. */
    long percent() {
        return servers == 0 ? 100 : read * 100 / servers;
    }
}
