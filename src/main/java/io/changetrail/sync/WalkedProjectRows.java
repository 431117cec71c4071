package io.changetrail.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of projects that share the walks of a domain. */
@Repository
class WalkedProjectRows {

    private static final String SELECT =
            "select source, scope, project_id, included, since, whole_since, onboarded_since, left_at from walked_project";

    private final JdbcClient jdbc;

    WalkedProjectRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By stream and project. */
    Map<StreamKey, Map<String, WalkedProject>> all() {
        var projects = new HashMap<StreamKey, Map<String, WalkedProject>>();
        jdbc.sql(SELECT).query(row -> {
            var stream = new StreamKey(row.getString("source"), row.getString("scope"));
            var project = project(row);
            projects.computeIfAbsent(stream, key -> new HashMap<>()).put(project.id(), project);
        });
        return projects;
    }

    /** Those of one stream, by project. */
    Map<String, WalkedProject> of(StreamKey stream) {
        var projects = new HashMap<String, WalkedProject>();
        jdbc.sql(SELECT + " where source = :source and scope = :scope")
                .params(Map.of("source", stream.source(), "scope", stream.scope()))
                .query(row -> {
                    var project = project(row);
                    projects.put(project.id(), project);
                });
        return projects;
    }

    void put(StreamKey stream, WalkedProject project) {
        jdbc.sql("""
                        insert into walked_project (source, scope, project_id, included, since, whole_since, onboarded_since,
                                                    left_at)
                        values (:source, :scope, :id, :included, :since, :whole, :onboarded, :left)
                        on conflict (source, scope, project_id) do update
                           set included = excluded.included, since = excluded.since, whole_since = excluded.whole_since,
                               onboarded_since = excluded.onboarded_since, left_at = excluded.left_at
                        """)
                .param("source", stream.source())
                .param("scope", stream.scope())
                .param("id", project.id())
                .param("included", project.included())
                .param("since", utc(project.since()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("whole", utc(project.wholeSince()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("onboarded", utc(project.onboardedSince()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("left", utc(project.leftAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private static WalkedProject project(ResultSet row) throws SQLException {
        return new WalkedProject(
                row.getString("project_id"),
                row.getBoolean("included"),
                StreamRows.instant(row, "since"),
                StreamRows.instant(row, "whole_since"),
                StreamRows.instant(row, "onboarded_since"),
                StreamRows.instant(row, "left_at"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
