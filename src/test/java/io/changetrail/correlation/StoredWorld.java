package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import io.changetrail.simulation.World;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A simulated world as rows of the database. */
final class StoredWorld {

    private static final JsonMapper JSON = JsonMapper.shared();

    private StoredWorld() {}

    static void store(World world, JdbcClient jdbc) {
        for (var server : SimulatedRecords.servers(world)) {
            server.actions().forEach(action -> store(action, jdbc));
            server.items().forEach(item -> store(item, jdbc));
        }
    }

    private static void store(InstanceAction action, JdbcClient jdbc) {
        var document = JSON.createObjectNode();
        var shown = action.events();
        if (shown != null) {
            var events = document.putArray("events");
            for (var event : shown) {
                events.addObject()
                        .put("event", event.event())
                        .put("start_time", text(event.startTime()))
                        .put("finish_time", text(event.finishTime()))
                        .put("result", event.result());
            }
        }
        jdbc.sql("""
                        insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, user_id,
                               start_time, updated_at, message, final, content_hash, document, version, recorded_at)
                        values (?, ?, ?, ?, ?, 0, ?, ?, ?, ?::timestamptz, ?, true, '', ?::json, 1, now())
                        """)
                .param(action.serverId())
                .param(action.id())
                .param(action.projectId())
                .param(action.requestId())
                .param(action.action())
                .param(action.rank())
                .param(action.userId())
                .param(action.startTime().atOffset(ZoneOffset.UTC))
                .param(text(action.updatedAt()))
                .param(action.message())
                .param(document.toString())
                .update();
    }

    private static void store(HistoryItem item, JdbcClient jdbc) {
        var diff = JSON.createObjectNode();
        item.diff().forEach((path, change) -> {
            var sides = diff.putObject(path);
            if (change.before() != null) {
                sides.set("before", change.before());
            }
            if (change.after() != null) {
                sides.set("after", change.after());
            }
        });
        var predecessor = item.predecessorCapture();
        var updated = item.updated();
        jdbc.sql("""
                        insert into history_item (resource_id, id, project_id, resource_type, capture_time, status, updated,
                               predecessor_capture, diff, content_hash, document, version, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::json, '', ?::json, 1, now())
                        """)
                .param(item.resourceId())
                .param(item.id())
                .param(item.projectId())
                .param(item.resourceType())
                .param(item.captureTime().atOffset(ZoneOffset.UTC))
                .param(item.status())
                .param(text(updated))
                .param(text(predecessor))
                .param(diff.toString())
                .param(item.document().toString())
                .update();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
