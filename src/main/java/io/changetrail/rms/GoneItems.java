package io.changetrail.rms;

import io.changetrail.rms.Identification.Known;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Marks stored items that RMS serves no more although it serves those before and after; nothing is ever deleted for that. */
@Repository
class GoneItems {

    private static final Logger log = LoggerFactory.getLogger(GoneItems.class);

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    GoneItems(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /**
     * Marks what is missing in a stretch of capture times that was read without a gap.
     *
     * @param stretch what is stored of it
     * @param served what was served of it
     */
    void note(String resourceId, List<Known> stretch, Identification served, Instant now) {
        var back = stretch.stream()
                .filter(item -> item.gone() && served.isServed(item))
                .toList();
        mark(resourceId, back, null);
        var gone = stretch.stream()
                .filter(item -> !item.gone() && !served.isServed(item))
                .toList();
        mark(resourceId, gone, now);
        if (!gone.isEmpty()) {
            meters.counter("changetrail.ingest.gone", "source", "rms").increment(gone.size());
            if (stretch.stream().noneMatch(Known::gone)) {
                log.warn(
                        "RMS serves {} history items of server {} no more, but those around them; they are kept",
                        gone.size(),
                        resourceId);
            }
        }
    }

    private void mark(String resourceId, List<Known> items, @Nullable Instant since) {
        if (!items.isEmpty()) {
            jdbc.sql(
                            "update history_item set gone_since = :since where resource_id = :resource and id = any(:ids::uuid[])")
                    .param(
                            "since",
                            since == null ? null : since.atOffset(ZoneOffset.UTC),
                            Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("resource", resourceId)
                    .param(
                            "ids",
                            items.stream().map(item -> item.id().toString()).toArray(String[]::new))
                    .update();
        }
    }
}
