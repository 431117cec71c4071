package io.changetrail.faults;

import io.changetrail.simulation.RecordVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what is stored, by SQL and past the service. */
final class Snapshots {

    private static final String ACTIONS = """
            select a.server_id, a.start_time, a.request_id, a.action, a.ordinal, a.id, v.version, v.current,
                   v.content_hash, v.recorded_at
              from instance_action a
              join (select server_id, id, version, true as current, content_hash, recorded_at from instance_action
                    union all
                    select server_id, action_id, version, false, content_hash, recorded_at from instance_action_version) v
                on v.server_id = a.server_id and v.id = a.id
            """;

    private static final String ITEMS = """
            select h.resource_id, h.capture_time, h.status, h.id, v.version, v.current, v.content_hash, v.recorded_at
              from history_item h
              join (select resource_id, id, version, true as current, content_hash, recorded_at from history_item
                    union all
                    select resource_id, change_id, version, false, content_hash, recorded_at from history_item_version) v
                on v.resource_id = h.resource_id and v.id = h.id
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private Snapshots() {}

    static Snapshot take(JdbcClient jdbc, Clock cloud, Clock service) {
        var began = cloud.instant();
        var positions = jdbc.sql("select source, scope, cursor_at, complete_until from stream")
                .query((row, number) -> new Position(
                        row.getString(1), row.getString(2), time(row, "cursor_at"), time(row, "complete_until")))
                .list();
        var actions = jdbc.sql(ACTIONS).query(Snapshots::action).list();
        var items = jdbc.sql(ITEMS).query(Snapshots::item).list();
        var quarantined = jdbc.sql("select source, reason, body from quarantine")
                .query((row, number) -> new Quarantined(row.getString(1), row.getString(2), hash(row.getString(3))))
                .list();
        var stored = Stream.concat(actions.stream(), items.stream()).toList();
        return new Snapshot(began, cloud.instant(), service.instant(), stored, quarantined, positions);
    }

    private static Stored action(ResultSet row, int number) throws SQLException {
        var version = RecordVersion.action(
                row.getString("server_id"),
                instant(row, "start_time"),
                row.getString("request_id"),
                row.getString("action"),
                row.getInt("ordinal"),
                HexFormat.of().formatHex(row.getBytes("content_hash")));
        return stored(version, row);
    }

    private static Stored item(ResultSet row, int number) throws SQLException {
        var version = RecordVersion.item(
                row.getString("resource_id"),
                instant(row, "capture_time"),
                row.getString("status"),
                HexFormat.of().formatHex(row.getBytes("content_hash")));
        return stored(version, row);
    }

    private static Stored stored(RecordVersion version, ResultSet row) throws SQLException {
        return new Stored(
                version,
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getBoolean("current"),
                instant(row, "recorded_at"));
    }

    /** Of a body that is no JSON, the hash of the text itself. */
    static String hash(String body) {
        try {
            return RecordVersion.hash(JSON.readTree(body));
        } catch (JacksonException cut) {
            return RecordVersion.hash(JSON.getNodeFactory().stringNode(body));
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
