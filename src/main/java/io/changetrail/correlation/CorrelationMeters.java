package io.changetrail.correlation;

import io.changetrail.sync.LagHistogram;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Counts what the sweep does; an action without a row in the effect table counts each time that it is looked at. */
@Component
class CorrelationMeters {

    private final Counter servers;
    private final Counter failures;
    private final Counter rows;
    private final Counter unknown;
    private final LagHistogram lags;

    CorrelationMeters(MeterRegistry registry) {
        this.servers = registry.counter("changetrail.correlation.servers", "result", "correlated");
        this.failures = registry.counter("changetrail.correlation.servers", "result", "failed");
        this.rows = registry.counter("changetrail.correlation.rows_written");
        this.unknown = registry.counter("changetrail.correlation.unknown_actions");
        this.lags = new LagHistogram(
                registry,
                "changetrail.lag.updated",
                "from the end of an action to the updated of the change that it is found to have caused");
    }

    void correlated(int written) {
        servers.increment();
        rows.increment(written);
    }

    void failed() {
        failures.increment();
    }

    void unknown() {
        unknown.increment();
    }

    /** Counts once the caller's transaction has committed. */
    void linked(Instant finish, Instant updated) {
        lags.recordAfterCommit(finish, updated);
    }
}
