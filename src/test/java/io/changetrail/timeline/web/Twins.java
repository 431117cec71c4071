package io.changetrail.timeline.web;

import io.changetrail.sync.Feed;
import io.changetrail.sync.FeedEvent;
import io.changetrail.sync.Quarantine;
import io.changetrail.sync.StreamKey;
import io.changetrail.timeline.StoredRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two tenants with the same story, each under names of its own; the other's feed events stand between one's own, and every list
 * has more rows of each than one.
 *
 * @param mine values of each input that are the asking tenant's
 * @param theirs values of each input that only the other tenant has
 * @param unknown values of the same form that nobody has
 */
record Twins(Map<String, String> mine, Map<String, String> theirs, Map<String, String> unknown) {

    /** Words in which the other tenant would show itself. */
    static final List<String> TRACES = List.of("theirs", "project-b", "user-b", "action-b", "path-b", "STATE_B");

    /** What every tenant may say: times, numbers and words of the API itself. */
    static final Set<String> SHARED = Set.of(
            "since",
            "until",
            "order",
            "limit",
            "include",
            "kind",
            "outcome",
            "attribution",
            "changed_since",
            "bucket",
            "by",
            "side",
            "at",
            "from",
            "to",
            "basis",
            "name");

    static Twins store(JdbcClient jdbc, Quarantine quarantine, Feed feed, PlatformTransactionManager transactions) {
        var rows = new StoredRows(jdbc);
        rows.clear();
        jdbc.sql("truncate quarantine, sync_request").update();
        jdbc.sql("update feed_kept set xid = '0', number = 0").update();
        LinkedServer.watched(rows, "project-a", "project-b");
        var mine = LinkedServer.store(rows, "mine", "project-a");
        var theirs = LinkedServer.store(rows, "theirs", "project-b");
        var seconds = List.of(
                LinkedServer.store(rows, "mine-2", "project-a"), LinkedServer.store(rows, "theirs-2", "project-b"));
        Stream.concat(Stream.of(mine, theirs), seconds.stream()).forEach(server -> server.unexplained(rows));
        List.of("a", "b").forEach(tenant -> rename(jdbc, tenant));
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            put(quarantine, feed, "a", mine);
            put(quarantine, feed, "b", theirs);
            put(quarantine, feed, "a", seconds.getFirst());
            put(quarantine, feed, "b", seconds.getLast());
        });
        return new Twins(
                values(jdbc, "a", mine),
                values(jdbc, "b", theirs),
                Map.ofEntries(
                        Map.entry("server_id", "nobody"),
                        Map.entry("project_id", "project-x"),
                        Map.entry("request_id", "req-resize-nobody"),
                        Map.entry("change_id", UUID.randomUUID().toString()),
                        Map.entry("sync", UUID.randomUUID().toString()),
                        Map.entry("replay", UUID.randomUUID().toString()),
                        Map.entry("user_id", "user-x"),
                        Map.entry("action", "action-x"),
                        Map.entry("status", "STATUS_X"),
                        Map.entry("path", "/properties/path-x"),
                        Map.entry("state", "STATE_X"),
                        Map.entry("q", "ecs-nobody")));
    }

    private static void rename(JdbcClient jdbc, String tenant) {
        var project = "project-" + tenant;
        jdbc.sql("update instance_action set user_id = ? where project_id = ?")
                .params("user-" + tenant, project)
                .update();
        jdbc.sql("update instance_action set action = ? where project_id = ? and action = 'stop'")
                .params("action-" + tenant, project)
                .update();
        jdbc.sql("update history_item set status = ? where project_id = ? and status = 'ResourceChanged.UPDATE'")
                .params("STATUS_" + tenant, project)
                .update();
        jdbc.sql("""
                update history_item set diff = replace(diff::text, 'flavor', ?)::json where project_id = ?
                """).params("path-" + tenant, project).update();
        jdbc.sql("update server set state = ? where project_id = ?")
                .params("STATE_" + tenant.toUpperCase(java.util.Locale.ROOT), project)
                .update();
        jdbc.sql("insert into sync_request (id, requested_at, projects) values (?, '2024-01-01T00:00:00Z', ?)")
                .params(UUID.randomUUID(), new String[] {project})
                .update();
    }

    private static void put(Quarantine quarantine, Feed feed, String tenant, LinkedServer server) {
        quarantine.put(new StreamKey("ecs", server.project()), server.id(), "odd", "{\"of\": \"" + server.id() + "\"}");
        feed.tell(List.of(new FeedEvent("link.created", server.project(), server.id(), tenant, "{}")));
    }

    private static Map<String, String> values(JdbcClient jdbc, String tenant, LinkedServer server) {
        var values = new HashMap<String, String>();
        values.put("server_id", server.id());
        values.put("project_id", server.project());
        values.put("request_id", "req-resize-" + server.id());
        values.put("change_id", server.change().toString());
        values.put("sync", id(jdbc, "select id from sync_request where ? = any(projects)", server.project()));
        values.put("replay", id(jdbc, "select id from quarantine where resource_id = ?", server.id()));
        values.put("user_id", "user-" + tenant);
        values.put("action", "action-" + tenant);
        values.put("status", "STATUS_" + tenant);
        values.put("path", "/properties/path-" + tenant);
        values.put("state", "STATE_" + tenant.toUpperCase(java.util.Locale.ROOT));
        values.put("q", "ecs-" + server.id());
        return values;
    }

    /** The good questions of a call: one for each of its sides, where it has several. */
    List<Map<String, String>> questions(DescribedCall call) {
        return call.parameters().contains("side")
                ? List.of(with(call, "side", "change"), with(call, "side", "action"))
                : List.of(good(call));
    }

    private Map<String, String> with(DescribedCall call, String input, String value) {
        var values = good(call);
        values.put(input, value);
        return values;
    }

    private static String id(JdbcClient jdbc, String sql, String owner) {
        return jdbc.sql(sql)
                .param(owner)
                .query((row, number) -> row.getString(1))
                .single();
    }

    /** The value for one input of a call; {@code id} means another thing in each call. */
    static String of(Map<String, String> values, DescribedCall call, String input) {
        var value = values.get(input.equals("id") ? call.id() : input);
        if (value == null) {
            throw new AssertionError("No twins for " + input + " of " + call.id());
        }
        return value;
    }

    /** What makes the call answer about the asking tenant's own server. */
    Map<String, String> good(DescribedCall call) {
        var values = new HashMap<String, String>();
        for (var place : call.places()) {
            values.put(place, place.equals("name") ? "action" : of(mine, call, place));
        }
        for (var parameter : call.parameters()) {
            switch (parameter) {
                case "since" -> values.put(parameter, "2024-01-20T00:00:00Z");
                case "until" -> values.put(parameter, "2024-02-01T00:00:00Z");
                case "from" -> values.put(parameter, "2024-01-30T00:00:00Z");
                case "at", "to" -> values.put(parameter, "2024-02-01T00:00:00Z");
                default -> {}
            }
        }
        return values;
    }
}
