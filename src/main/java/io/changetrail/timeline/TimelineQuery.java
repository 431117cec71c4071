package io.changetrail.timeline;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of a timeline, as asked for.
 *
 * @param since first moment, included; null for no bound
 * @param until end, excluded; null for no bound
 * @param ascending oldest first
 * @param after the last entry of the page before; null for the first page
 */
public record TimelineQuery(
        TimelineScope scope,
        Set<Kind> kinds,
        TimelineFilters filters,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean ascending,
        int limit,
        @Nullable Position after) {

    TimelineQuery chunk(int limit, @Nullable Position after) {
        return new TimelineQuery(scope, kinds, filters, since, until, ascending, limit, after);
    }

    /** The same window and servers, but only what the join leaves over on one side. */
    public TimelineQuery residuals(Kind side) {
        var left = TimelineFilters.residuals(side, filters.server());
        return new TimelineQuery(scope, Set.of(side), left, since, until, ascending, limit, after);
    }
}
