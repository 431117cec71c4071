package io.changetrail.timeline;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts distinct values for pickers; blocks on the database, so never for an event-loop thread. */
@Component
public final class AttributeValues {

    private final JdbcClient jdbc;

    AttributeValues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By code point; neither null nor an empty text is a value. */
    public List<AttributeValue> of(Attribute attribute, Query query) {
        var sql = new StringBuilder("select value, count(*) as count from (select ")
                .append(attribute.value())
                .append(" collate \"C\" as value from ")
                .append(attribute.rows())
                .append(" where true");
        var parameters = new ArrayList<Object>();
        switch (query.scope()) {
            case TimelineScope.OfServers servers ->
                add(sql, parameters, attribute.server() + " = any(?)", texts(servers.ids()));
            case TimelineScope.OfProjects projects ->
                add(sql, parameters, "project_id = any(?)", texts(projects.ids()));
            case TimelineScope.Everything everything -> {}
            case TimelineScope.OfRequest request -> throw new IllegalArgumentException("requests have no pickers");
        }
        if (!query.without().isEmpty()) {
            add(sql, parameters, "not " + attribute.server() + " = any(?)", texts(query.without()));
        }
        if (query.since() != null) {
            add(sql, parameters, attribute.time() + " >= ?", query.since().atOffset(ZoneOffset.UTC));
        }
        if (query.until() != null) {
            add(sql, parameters, attribute.time() + " < ?", query.until().atOffset(ZoneOffset.UTC));
        }
        sql.append(") rows where value > ? group by value order by value limit ?");
        parameters.add(query.after() == null ? "" : query.after());
        parameters.add(query.limit());
        return jdbc.sql(sql.toString())
                .params(parameters)
                .query((row, number) ->
                        new AttributeValue(row.getString("value"), row.getString("value"), row.getLong("count")))
                .list();
    }

    private static void add(StringBuilder sql, List<Object> parameters, String condition, Object value) {
        sql.append(" and ").append(condition);
        parameters.add(value);
    }

    private static Object texts(Collection<String> values) {
        return values.toArray(String[]::new);
    }

    /**
     * Whose values of when.
     *
     * @param without ids of servers to leave out
     * @param after the last value of the page before; null for the first page
     */
    public record Query(
            TimelineScope scope,
            Collection<String> without,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String after,
            int limit) {}
}
