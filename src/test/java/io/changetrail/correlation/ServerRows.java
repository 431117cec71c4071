package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.PropertyChange;
import io.changetrail.sync.DirtyResources;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Stores records of one server in any order, as the pollers do, and marks the server. */
final class ServerRows {

    private final JdbcClient jdbc;
    private final DirtyResources dirty;
    private final TransactionTemplate transaction;
    private final ComparedItems items = new ComparedItems();

    ServerRows(JdbcClient jdbc, DirtyResources dirty, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.dirty = dirty;
        this.transaction = transaction;
    }

    /** In one transaction. */
    void put(Collection<?> records) {
        transaction.executeWithoutResult(status -> {
            var times = new ArrayList<Instant>();
            var server = "";
            for (var record : records) {
                if (record instanceof InstanceAction action) {
                    server = action.serverId();
                    insert(action, jdbc);
                    times.addAll(times(action.startTime(), action.updatedAt(), action.finishTime()));
                } else {
                    var item = (HistoryItem) record;
                    server = item.resourceId();
                    items.put(item).forEach(one -> {
                        insert(one, jdbc);
                        times.addAll(times(one.captureTime(), one.updated()));
                    });
                }
            }
            dirty.mark(server, times);
        });
    }

    static void insert(InstanceAction action, JdbcClient jdbc) {
        jdbc.sql("""
                        insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, user_id,
                               start_time, updated_at, message, finish_time, server_error_seen, final, content_hash,
                               document, version, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?::timestamptz, ?, true, '',
                               ?::json, 1, clock_timestamp())
                        """)
                .param(action.serverId())
                .param(action.id())
                .param(action.projectId())
                .param(action.requestId())
                .param(action.action())
                .param(action.ordinal())
                .param(action.rank())
                .param(action.userId())
                .param(text(action.startTime()))
                .param(text(action.updatedAt()))
                .param(action.message())
                .param(text(action.finishTime()))
                .param(action.serverErrorSeen())
                .param(document(action).toString())
                .update();
    }

    static void insert(HistoryItem item, JdbcClient jdbc) {
        jdbc.sql("""
                        insert into history_item (resource_id, id, project_id, resource_type, capture_time, status, updated,
                               predecessor_capture, diff, content_hash, document, version, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::json, '', ?::json, 1,
                               clock_timestamp())
                        on conflict (resource_id, id) do update
                           set predecessor_capture = excluded.predecessor_capture, diff = excluded.diff
                        """)
                .param(item.resourceId())
                .param(item.id())
                .param(item.projectId())
                .param(item.resourceType())
                .param(item.captureTime().atOffset(ZoneOffset.UTC))
                .param(item.status())
                .param(text(item.updated()))
                .param(text(item.predecessorCapture()))
                .param(json(item.diff()).toString())
                .param(item.document().toString())
                .update();
    }

    private static ObjectNode document(InstanceAction action) {
        var document = JsonNodeFactory.instance.objectNode();
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
        return document;
    }

    private static ObjectNode json(Map<String, PropertyChange> diff) {
        var json = JsonMapper.shared().createObjectNode();
        diff.forEach((path, change) -> {
            var sides = json.putObject(path);
            if (change.before() != null) {
                sides.set("before", change.before());
            }
            if (change.after() != null) {
                sides.set("after", change.after());
            }
        });
        return json;
    }

    private static List<Instant> times(@Nullable Instant... times) {
        return Stream.of(times).filter(Objects::nonNull).toList();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
