package io.changetrail.inventory;

import io.changetrail.sync.StreamKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets people see how far the first backfills of this replica's walks are, by a line of the log now and then. */
@Component
class BackfillProgress {

    private static final Logger log = LoggerFactory.getLogger(BackfillProgress.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private final Map<StreamKey, Instant> told = new ConcurrentHashMap<>();

    void note(StreamKey stream, Backfill backfill, Instant now) {
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
}
