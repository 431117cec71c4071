package io.changetrail.inventory;

import io.changetrail.sync.StreamKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets people see how far the first backfills are, by a line of the log now and then and by gauges. */
@Component
class BackfillProgress {

    private static final Logger log = LoggerFactory.getLogger(BackfillProgress.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private final MeterRegistry meters;
    private final Map<StreamKey, Backfill> seen = new ConcurrentHashMap<>();
    private final Map<StreamKey, Instant> told = new ConcurrentHashMap<>();

    BackfillProgress(MeterRegistry meters) {
        this.meters = meters;
    }

    void note(StreamKey stream, Backfill backfill, Instant now) {
        if (seen.put(stream, backfill) == null) {
            gauge(stream, "known", Backfill::servers);
            gauge(stream, "read", Backfill::read);
        }
        if (backfill.read() == backfill.servers()) {
            if (told.remove(stream) != null) {
                log.info(
                        "{} of {}: the first backfill is over, {} servers",
                        stream.source(),
                        stream.scope(),
                        backfill.servers());
            }
        } else if (!told.getOrDefault(stream, Instant.MIN).plus(BETWEEN_LINES).isAfter(now)) {
            told.put(stream, now);
            log.info(
                    "{} of {}: the first backfill has read {} of {} servers ({} %), {}",
                    stream.source(),
                    stream.scope(),
                    backfill.read(),
                    backfill.servers(),
                    backfill.percent(),
                    left(backfill, now));
        }
    }

    private static String left(Backfill backfill, Instant now) {
        var until = backfill.estimateUntil(now);
        return until == null
                ? "time left unknown"
                : "about " + (Duration.between(now, until).toMinutes() + 1) + " min left";
    }

    private void gauge(StreamKey stream, String what, ToDoubleFunction<Backfill> value) {
        Gauge.builder(
                        "changetrail.sync.backfill.servers." + what,
                        seen,
                        backfills -> value.applyAsDouble(Objects.requireNonNull(backfills.get(stream))))
                .tags("source", stream.source(), "scope", stream.scope())
                .register(meters);
    }
}
