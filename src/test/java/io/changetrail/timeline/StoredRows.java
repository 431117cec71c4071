package io.changetrail.timeline;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes rows as the pollers and the correlator do, by plain SQL. */
public final class StoredRows {

    private final JdbcClient jdbc;

    public StoredRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void clear() {
        jdbc.sql("""
                truncate stream, walked_project, gap, server, instance_action, instance_action_version, history_item, history_item_version,
                         link, link_revision, change_class, action_class, feed
                """).update();
    }

    public void server(String id, String project, String name) {
        jdbc.sql("""
                insert into server (server_id, project_id, region, name, state, first_seen, last_seen, ecs_read_at)
                values (?, ?, 'eu-de', ?, 'ACTIVE', '2024-01-01T00:00:00Z', '2024-02-01T00:00:00Z', '2024-02-01T00:00:00Z')
                """).params(id, project, name).update();
        walked("domain", project);
    }

    /** The project was wanted from the domain's first walk on. */
    public void walked(String domain, String project) {
        jdbc.sql(
                        "insert into walked_project (source, scope, project_id, included) values ('rms', ?, ?, true) on conflict do nothing")
                .params(domain, project)
                .update();
    }

    public void stream(String source, String scope, Instant completeUntil) {
        var at = completeUntil.atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                insert into stream (source, scope, cursor_at, walked_since, whole_since, complete_until, sweep_at, swept_until,
                                    whole_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, now())
                """).params(source, scope, at, at, at, at, at, at).update();
    }

    /** A closed gap. */
    public void gap(String source, String scope, String reason, Instant since, Instant until) {
        jdbc.sql("insert into gap (source, scope, reason, since, until) values (?, ?, ?, ?, ?)")
                .params(source, scope, reason, since.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))
                .update();
    }

    public UUID action(String server, String project, String request, String action, Instant start, String events) {
        return action(server, project, request, action, start, events, 0);
    }

    public UUID action(
            String server, String project, String request, String action, Instant start, String events, int rank) {
        var id = UUID.randomUUID();
        var document =
                "{\"request_id\": \"" + request + "\", \"action\": \"" + action + "\", \"events\": " + events + "}";
        jdbc.sql("""
                insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, user_id,
                                             start_time, final, content_hash, document, version, recorded_at)
                values (?, ?, ?, ?, ?, 0, ?, '752be407f0b74e1d9fd2ff8d0a5b1a3e', ?, true, '', ?::json, 1, ?)
                """)
                .params(
                        server,
                        id,
                        project,
                        request,
                        action,
                        rank,
                        start.atOffset(ZoneOffset.UTC),
                        document,
                        start.plusSeconds(30).atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    public UUID change(
            String server,
            String project,
            Instant captured,
            @Nullable Instant predecessor,
            String diff,
            String document) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                insert into history_item (resource_id, id, project_id, resource_type, capture_time, status, updated,
                                          predecessor_capture, diff, content_hash, document, version, recorded_at)
                values (?, ?, ?, 'ecs.cloudservers', ?, ?, ?, nullif(?, '')::timestamptz, ?::json, '', ?::json, 1, ?)
                """)
                .params(
                        server,
                        id,
                        project,
                        captured.atOffset(ZoneOffset.UTC),
                        predecessor == null ? "ResourceChanged.CREATE" : "ResourceChanged.UPDATE",
                        captured.minusSeconds(6).atOffset(ZoneOffset.UTC),
                        text(predecessor),
                        diff,
                        document,
                        captured.plusSeconds(60).atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    public void cause(String server, UUID change, String request, UUID action, String path, double score) {
        jdbc.sql("""
                insert into link (resource_id, change_id, request_id, action_id, score, cause, paths, evidence)
                values (?, ?, ?, ?, ?, true, ?, '[{"rule": "effect", "bits": 9.1, "text": "resize changes the flavor"}]')
                """)
                .params(server, change, request, action, score, new String[] {path})
                .update();
    }

    public void rival(String server, UUID change, String request, UUID action) {
        jdbc.sql("""
                insert into link (resource_id, change_id, request_id, action_id, score, cause, paths, evidence, reason)
                values (?, ?, ?, ?, 0.001, false, '{}', '[]', 'stop does not change the flavor')
                """).params(server, change, request, action).update();
    }

    public void classed(String server, UUID change, String attribution, @Nullable Instant best) {
        jdbc.sql("""
                insert into change_class (resource_id, change_id, attribution, path_classes, best)
                values (?, ?, ?, '{}', nullif(?, '')::timestamptz)
                """).params(server, change, attribution, text(best)).update();
    }

    public void effect(String server, UUID action, String effect) {
        jdbc.sql("insert into action_class (resource_id, action_id, effect, error_seen) values (?, ?, ?, false)")
                .params(server, action, effect)
                .update();
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }
}
