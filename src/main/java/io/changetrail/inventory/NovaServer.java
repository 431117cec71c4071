package io.changetrail.inventory;

import io.changetrail.cloud.CloudTimestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row of Nova's {@code servers/detail}; times are UTC in whole seconds.
 *
 * @param status such as {@code ACTIVE}, {@code ERROR} or {@code DELETED}
 * @param updated Nova's own clock; volume and interface actions do not move it
 */
record NovaServer(
        String id,
        @Nullable String name,
        @Nullable String status,
        @Nullable Instant created,
        Instant updated) {

    /** Whether Nova lists it only because it was asked for deleted ones too. */
    boolean isDeleted() {
        return "DELETED".equals(status) || "SOFT_DELETED".equals(status);
    }

    /** The row, or nothing if it lacks what polling needs. */
    static Optional<NovaServer> parse(JsonNode row) {
        var id = row.path("id").asString("");
        if (!ServerIds.areUsable(id)) {
            return Optional.empty();
        }
        try {
            var created = row.path("created").asString("");
            var updated = row.path("updated").asString("");
            return Optional.of(new NovaServer(
                    id,
                    row.path("name").asString(null),
                    row.path("status").asString(null),
                    created.isEmpty() ? null : CloudTimestamps.parse(created),
                    CloudTimestamps.parse(updated.isEmpty() ? created : updated)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
