package io.changetrail.rms;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The newest version of one RMS history item, with its difference to the item captured before it; times are UTC.
 *
 * @param id UUIDv5 of resource, capture time, status and hash of the first content
 * @param projectId the project of the server, never null
 * @param captureTime RMS's clock when it noticed, up to 24 h after the change
 * @param status as served, such as {@code ResourceChanged.UPDATE}; an open set
 * @param updated Nova's own clock in whole seconds, from inside the item; null in a DELETE
 * @param predecessorCapture capture time of the item before, null for the first
 * @param diff by JSON Pointer as {@code api.md} says; empty for the first item; {@code /updated} only if alone
 * @param document the item as received, less secrets; a missing node where it was not read
 * @param recordedAt when this version was stored
 */
public record HistoryItem(
        UUID id,
        String resourceId,
        String projectId,
        String resourceType,
        Instant captureTime,
        String status,
        @Nullable Instant updated,
        @Nullable Instant predecessorCapture,
        Map<String, PropertyChange> diff,
        JsonNode document,
        Instant recordedAt) {

    public boolean isFirst() {
        return predecessorCapture == null;
    }

    /** RMS ends a resource's history with such an item; the published one has no properties ({@code upstream.md} 2.2). */
    public boolean isDelete() {
        return status.endsWith(".DELETE");
    }

    /** The captured resource; an empty object if the item has none. */
    public JsonNode resource() {
        return document.path("resource");
    }
}
