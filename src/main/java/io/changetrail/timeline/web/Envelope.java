package io.changetrail.timeline.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.changetrail.access.ReadRows;
import io.changetrail.timeline.RelatedResources.Related;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Every list: the rows, where it goes on, which window was asked for, and how much of that window was watched.
 *
 * @param related only in the change-set of a request
 * @param more further rows of a list that is sent whole, read as they are sent; empty for a page
 */
record Envelope<T>(
        List<T> data,
        Page page,
        Window window,
        List<CoverageRow> coverage,
        @JsonInclude(Include.NON_NULL) @Nullable List<Related> related,
        @JsonIgnore Flux<List<T>> more) {

    Envelope(List<T> data, Page page, Window window, List<CoverageRow> coverage, @Nullable List<Related> related) {
        this(data, page, window, coverage, related, Flux.empty());
    }

    /** The same list, whose further rows are counted as they are read. */
    Envelope<T> counted(ReadRows rows) {
        return new Envelope<>(data, page, window, coverage, related, more.doOnNext(some -> rows.add(some.size())));
    }

    /** Where the list goes on; null at its end. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(@Nullable String nextCursor) {}

    /** [since, until); null where there is no bound. */
    record Window(@Nullable Instant since, @Nullable Instant until) {}
}
