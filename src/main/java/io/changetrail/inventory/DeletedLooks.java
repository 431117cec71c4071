package io.changetrail.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When to look at RMS's list of deleted servers, for all replicas: hourly; sooner after a look that failed, unless it goes on
 * failing. A later look shows what this one would have, so its failure makes no walk less whole.
 */
@Component
class DeletedLooks {

    static final Duration BETWEEN = Duration.ofHours(1);

    /** After one failure; twice as long after each one more. */
    static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(DeletedLooks.class);
    private static final String WORK = "rms deleted list";

    private final Paces paces;
    private final AtomicInteger failures = new AtomicInteger();

    DeletedLooks(Paces paces) {
        this.paces = paces;
    }

    boolean isDue(Instant now) {
        return paces.isDue(WORK, BETWEEN, now);
    }

    void succeeded(Instant now) {
        paces.done(WORK, now);
        if (failures.getAndSet(0) > 0) {
            log.info("RMS's list of deleted servers is read again");
        }
    }

    /** @param reason in words that hold no upstream text */
    void failed(Instant now, String reason) {
        var before = failures.getAndIncrement();
        var pause = SHORTEST.multipliedBy(1L << Math.min(before, 6));
        paces.done(WORK, pause.compareTo(BETWEEN) < 0 ? now.minus(BETWEEN).plus(pause) : now);
        if (before == 0) {
            log.warn(
                    "RMS's list of deleted servers is not read; servers that Nova forgot may be found later: {}",
                    reason);
        }
    }
}
