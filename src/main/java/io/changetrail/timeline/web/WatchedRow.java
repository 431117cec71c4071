package io.changetrail.timeline.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.changetrail.inventory.Backfill;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A row of coverage with what only the call on coverage tells.
 *
 * @param backfill null unless a first backfill is under way
 */
record WatchedRow(
        @JsonUnwrapped CoverageRow coverage, @Nullable Progress backfill) {

    static WatchedRow of(CoverageRow coverage, @Nullable Backfill backfill, Instant now) {
        return new WatchedRow(
                coverage,
                backfill == null
                        ? null
                        : new Progress(backfill.servers(), backfill.read(), backfill.estimateUntil(now)));
    }

    /**
     * How far a first backfill is.
     *
     * @param estimateUntil when it will be over if it goes on as it went so far; null while nothing can be told
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Progress(long servers, long read, @Nullable Instant estimateUntil) {}
}
