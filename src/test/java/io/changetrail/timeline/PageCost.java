package io.changetrail.timeline;

import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What PostgreSQL did for the keys of one page.
 *
 * @param rows that came out
 * @param buffers pages of 8 KiB that it looked at, in memory or not
 */
record PageCost(int rows, int buffers) {

    /** Of the statement that the service itself makes for that page. */
    static PageCost of(JdbcClient jdbc, TimelineScope scope, int limit, boolean ascending, @Nullable Position after) {
        var statement = MergeStatement.of(new TimelineQuery(
                scope,
                EnumSet.allOf(Kind.class),
                TimelineFilters.NONE,
                PagedEntries.SINCE,
                PagedEntries.UNTIL,
                ascending,
                limit + 1,
                after));
        var plan = JsonMapper.shared()
                .readTree(jdbc.sql("explain (analyze, buffers, format json) " + statement.text())
                        .params(statement.parameters())
                        .query((row, number) -> row.getString(1))
                        .single())
                .path(0)
                .path("Plan");
        return new PageCost(
                (int) plan.path("Actual Rows").asDouble(),
                plan.path("Shared Hit Blocks").asInt()
                        + plan.path("Shared Read Blocks").asInt());
    }
}
