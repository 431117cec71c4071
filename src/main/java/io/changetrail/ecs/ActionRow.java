package io.changetrail.ecs;

import io.changetrail.cloud.CloudTimestamps;
import io.changetrail.redaction.StoredText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row of Nova's list of a server's actions ({@code upstream.md} 1.1).
 *
 * @param updatedAt null below microversion 2.58
 * @param document as received
 */
record ActionRow(
        String requestId,
        String action,
        Instant startTime,
        @Nullable Instant updatedAt,
        @Nullable String message,
        @Nullable String userId,
        JsonNode document) {

    private static final Pattern NOVA_REQUEST_ID = Pattern.compile("req-[0-9A-Za-z-]{1,60}");

    /** The row or a detail, or nothing if it lacks a part of its key or has one of the wrong type. */
    static Optional<ActionRow> parse(JsonNode document) {
        var requestId = document.path("request_id");
        var action = document.path("action");
        var start = document.path("start_time");
        if (!isText(requestId) || !isText(action) || !isText(start) || !textOrNull(document)) {
            return Optional.empty();
        }
        try {
            var updated = document.path("updated_at");
            return Optional.of(new ActionRow(
                    requestId.stringValue(),
                    action.stringValue(),
                    CloudTimestamps.parse(start.stringValue()),
                    updated.isString() ? CloudTimestamps.parse(updated.stringValue()) : null,
                    document.path("message").asString(null),
                    document.path("user_id").asString(null),
                    document));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the id may become part of a path; others are kept, but their details cannot be asked for. */
    boolean canBeAskedFor() {
        return NOVA_REQUEST_ID.matcher(requestId).matches();
    }

    boolean isSameActionAs(ActionRow other) {
        return requestId.equals(other.requestId) && action.equals(other.action) && startTime.equals(other.startTime);
    }

    private static boolean isText(JsonNode value) {
        return value.isString() && StoredText.isStorable(value.stringValue());
    }

    private static boolean textOrNull(JsonNode document) {
        for (var name : new String[] {"message", "user_id", "project_id", "updated_at"}) {
            var value = document.path(name);
            var absent = value.isNull() || value.isMissingNode();
            if (!absent && !isText(value)) {
                return false;
            }
        }
        return true;
    }
}
