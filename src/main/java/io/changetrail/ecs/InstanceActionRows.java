package io.changetrail.ecs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Turns rows of {@code instance_action} into records; events come from the stored document, with Nova's own times. */
final class InstanceActionRows {

    private final ObjectReader json;

    InstanceActionRows(JsonMapper json) {
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    InstanceAction action(ResultSet row, int number) throws SQLException {
        return new InstanceAction(
                row.getObject("id", UUID.class),
                row.getString("server_id"),
                row.getString("project_id"),
                row.getString("request_id"),
                row.getString("action"),
                row.getInt("ordinal"),
                row.getInt("rank"),
                row.getString("user_id"),
                row.getObject("start_time", OffsetDateTime.class).toInstant(),
                time(row, "updated_at"),
                row.getString("message"),
                ActionEvents.of(document(row)),
                row.getBoolean("server_error_seen"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }

    JsonNode document(ResultSet row) throws SQLException {
        return json.readTree(row.getString("document"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
