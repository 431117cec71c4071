package io.changetrail.timeline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.changetrail.timeline.RelatedResources.Related;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Every list: the rows, where it goes on, which window was asked for, and how much of that window was watched.
 *
 * @param related only in the change-set of a request
 */
record Envelope<T>(
        List<T> data,
        Page page,
        Window window,
        List<CoverageRow> coverage,
        @JsonInclude(Include.NON_NULL) @Nullable List<Related> related) {

    /** Where the list goes on; null at its end. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(@Nullable String nextCursor) {}

    /** [since, until); null where there is no bound. */
    record Window(@Nullable Instant since, @Nullable Instant until) {}
}
