package io.changetrail.simulation;

import io.changetrail.redaction.ContentHash;
import java.time.Instant;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/**
 * One version of one upstream record, by what both the cloud and the database know of it.
 *
 * @param source {@code ecs} or {@code rms}
 * @param key what stays the same over all versions of the record
 * @param hash SHA-256 of the canonical document before redaction, in hex
 */
public record RecordVersion(String source, String key, String hash) {

    public static RecordVersion action(
            String server, Instant start, String request, String action, int ordinal, String hash) {
        return new RecordVersion(
                "ecs", String.join(" ", server, start.toString(), request, action, "" + ordinal), hash);
    }

    public static RecordVersion item(String resource, Instant capture, String status, String hash) {
        return new RecordVersion("rms", String.join(" ", resource, capture.toString(), status), hash);
    }

    public static String hash(JsonNode document) {
        return HexFormat.of().formatHex(ContentHash.of(document));
    }
}
