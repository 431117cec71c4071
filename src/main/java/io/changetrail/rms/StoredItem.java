package io.changetrail.rms;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A history item in its place among the others of its resource.
 *
 * @param document without secrets
 * @param predecessorCapture as it is stored; null for the first, and for one that is not stored yet
 * @param diff as it is stored, in the form of the column; null for one that is not stored yet
 */
record StoredItem(
        UUID id,
        Instant captureTime,
        String status,
        JsonNode document,
        @Nullable Instant predecessorCapture,
        @Nullable JsonNode diff) {

    /** The order of the timeline. */
    static final Comparator<StoredItem> ORDER = Comparator.comparing(StoredItem::captureTime)
            .thenComparing(item -> item.id().toString());

    boolean isDelete() {
        return status.endsWith(".DELETE");
    }
}
