package io.changetrail.rms;

import io.changetrail.cloud.CloudTimestamps;
import io.changetrail.inventory.DueServer;
import io.changetrail.redaction.ContentHash;
import io.changetrail.redaction.StoredText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A history item as RMS served it.
 *
 * @param updated UTC; null where the item has none or one that cannot be read
 * @param checksum null where the item has none
 * @param hash SHA-256 of the canonical document, in hex, before anything was redacted
 */
record ServedItem(
        Instant captureTime,
        String status,
        String resourceType,
        @Nullable Instant updated,
        @Nullable String checksum,
        String hash,
        JsonNode document) {

    /** The item, or nothing if it has no usable key or is not of the server and account that were asked about. */
    static Optional<ServedItem> parse(JsonNode document, DueServer server, String domain) {
        var status = document.path("status").asString("");
        var type = document.path("resource_type").asString("");
        var belongs = document.path("resource_id").asString("").equals(server.serverId())
                && isAbsentOr(document.path("domain_id"), domain)
                && isAbsentOr(document.path("resource").path("project_id"), server.projectId());
        if (!belongs || status.isEmpty() || !StoredText.isStorable(status + type)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ServedItem(
                    CloudTimestamps.parse(document.path("capture_time").asString("")),
                    status,
                    type,
                    updated(document),
                    checksum(document),
                    HexFormat.of().formatHex(ContentHash.of(document)),
                    document));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isAbsentOr(JsonNode value, String expected) {
        return value.isMissingNode()
                || value.isNull()
                || value.asString("").isEmpty()
                || value.asString("").equals(expected);
    }

    /** Null where the item has none or one that cannot be read. */
    static @Nullable Instant updated(JsonNode document) {
        try {
            var updated = document.path("resource").path("updated").asString("");
            return updated.isEmpty() ? null : CloudTimestamps.parse(updated);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static @Nullable String checksum(JsonNode document) {
        var checksum = document.path("resource").path("checksum").asString("");
        return checksum.isEmpty() || !StoredText.isStorable(checksum) ? null : checksum;
    }
}
