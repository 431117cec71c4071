package io.changetrail.inventory;

import io.changetrail.cloud.CloudTimestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row of an RMS resource list, as far as polling needs it.
 *
 * @param checksum changes with any property, not with relations; null if RMS gave none
 * @param updated UTC; null if RMS gave none
 */
record RmsResource(
        String id,
        @Nullable String name,
        String projectId,
        String region,
        @Nullable String checksum,
        @Nullable Instant updated) {

    /** The row, or nothing if it lacks what polling needs. */
    static Optional<RmsResource> parse(JsonNode row) {
        var id = row.path("id").asString("");
        var project = row.path("project_id").asString("");
        if (!ServerIds.areUsable(id) || project.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RmsResource(
                id,
                row.path("name").asString(null),
                project,
                row.path("region_id").asString(""),
                row.path("checksum").asString(null),
                updated(row)));
    }

    private static @Nullable Instant updated(JsonNode row) {
        try {
            var updated = row.path("updated").asString("");
            return updated.isEmpty() ? null : CloudTimestamps.parse(updated);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
