package io.changetrail.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts how long after one time another came, from a second to the 26 hours that RMS may take; earlier counts as at once. */
public final class LagHistogram {

    private static final Duration[] BUCKETS = Stream.of(
                    1L, 2L, 5L, 10L, 20L, 30L, 60L, 120L, 300L, 600L, 1800L, 3600L, 21_600L, 86_400L, 93_600L)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final Timer timer;

    public LagHistogram(MeterRegistry meters, String name, String description) {
        this.timer = Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** Counts once the caller's transaction has committed: rolled back work is done again and would count twice. */
    public void recordAfterCommit(Instant from, Instant to) {
        var lag = Duration.between(from, to);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                timer.record(lag.isNegative() ? Duration.ZERO : lag);
            }
        });
    }
}
