package io.changetrail.timeline;

import io.changetrail.sync.Projects;
import io.changetrail.timeline.FeedPage.CloudEvent;
import io.changetrail.timeline.FeedPage.Next;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the feed; blocks on the database, so never for an event-loop thread. It stops below the oldest transaction that still
 * runs: nothing can be recorded any more before what it has shown.
 */
@Component
public final class FeedReader {

    private static final String READ = """
            select xid::text as xid, number, recorded_at, type, resource_id, subject, data from feed
             where xid < pg_snapshot_xmin(pg_current_snapshot()) and (xid, number) > (?::xid8, ?)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FeedReader(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * The next events; empty if some after the position are not kept any more.
     *
     * @param after null for the oldest kept
     */
    public Optional<FeedPage> read(Projects projects, @Nullable FeedPosition after, int limit) {
        if (after != null && isGone(after)) {
            return Optional.empty();
        }
        var begin = after == null ? kept() : after;
        var parameters = new ArrayList<Object>();
        parameters.add(begin.xid());
        parameters.add(begin.number());
        if (projects instanceof Projects.Of some) {
            parameters.add(some.ids().toArray(String[]::new));
        }
        parameters.add(limit);
        var events = jdbc.sql(READ + (projects instanceof Projects.Of ? " and project_id = any(?)" : "")
                        + " order by feed.xid, number limit ?")
                .params(parameters)
                .query(this::event)
                .list();
        var next = events.isEmpty() ? begin.text() : events.getLast().id();
        return Optional.of(new FeedPage(events, new Next(next)));
    }

    private boolean isGone(FeedPosition after) {
        return jdbc.sql("select (xid, number) > (?::xid8, ?) from feed_kept")
                .params(after.xid(), after.number())
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    private FeedPosition kept() {
        return jdbc.sql("select xid::text as xid, number from feed_kept")
                .query((row, number) -> new FeedPosition(row.getString("xid"), row.getLong("number")))
                .optional()
                .orElse(FeedPosition.BEGINNING);
    }

    private CloudEvent event(ResultSet row, int number) throws SQLException {
        return new CloudEvent(
                "1.0",
                new FeedPosition(row.getString("xid"), row.getLong("number")).text(),
                source(row.getString("resource_id")),
                row.getString("type"),
                row.getString("subject"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                "application/json",
                json.readTree(row.getString("data")));
    }

    private static String source(String resourceId) {
        return resourceId.isEmpty()
                ? "/api/v1/coverage"
                : "/api/v1/servers/" + UriUtils.encodePathSegment(resourceId, StandardCharsets.UTF_8);
    }
}
