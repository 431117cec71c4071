package io.changetrail.rms;

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
import tools.jackson.databind.node.MissingNode;

/** Turns rows of {@code history_item} into records; decimals keep their digits. */
final class HistoryItemRows {

    private final ObjectReader json;

    HistoryItemRows(JsonMapper json) {
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    HistoryItem item(ResultSet row, int number) throws SQLException {
        return item(row, document(row));
    }

    /** Of a row that has no such column. */
    HistoryItem itemWithoutDocument(ResultSet row, int number) throws SQLException {
        return item(row, MissingNode.getInstance());
    }

    HistoryItem outlined(ResultSet row, Outline outline) throws SQLException {
        try (var parser = json.createParser(row.getString("document"))) {
            return item(row, outline.read(parser));
        }
    }

    private HistoryItem item(ResultSet row, JsonNode document) throws SQLException {
        return new HistoryItem(
                row.getObject("id", UUID.class),
                row.getString("resource_id"),
                row.getString("project_id"),
                row.getString("resource_type"),
                row.getObject("capture_time", OffsetDateTime.class).toInstant(),
                row.getString("status"),
                time(row, "updated"),
                time(row, "predecessor_capture"),
                DiffJson.parse(json.readTree(row.getString("diff"))),
                document,
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
