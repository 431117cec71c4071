package io.changetrail.correlation;

import io.changetrail.rms.HistoryItem;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A history item with what the evidence needs from inside it; times are epoch milliseconds, those within the payload by Nova's
 * own clock.
 *
 * @param previous capture of the predecessor; null for the first item
 * @param previousUpdated the predecessor's {@code updated}
 * @param created null if absent
 * @param launched null if absent or unreadable
 * @param taskState null while Nova is at rest
 */
record Capture(
        HistoryItem item,
        long time,
        @Nullable Long previous,
        @Nullable Long updated,
        @Nullable Long previousUpdated,
        @Nullable Long created,
        @Nullable Long launched,
        @Nullable String taskState,
        List<Facet> facets) {

    static Capture of(HistoryItem item, @Nullable HistoryItem predecessor) {
        var properties = item.resource().path("properties");
        return new Capture(
                item,
                item.captureTime().toEpochMilli(),
                millis(item.predecessorCapture()),
                millis(item.updated()),
                predecessor == null ? null : millis(predecessor.updated()),
                time(item.resource().path("created")),
                time(properties.path("OsSrvUsgLaunchedAt")),
                Facets.text(properties.path("OsExtStsTaskState")),
                Facets.of(item));
    }

    /** Whether Nova's {@code updated} is another than in the predecessor; true if that cannot be told. */
    boolean moved() {
        return updated == null || previousUpdated == null || !updated.equals(previousUpdated);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    /** Nova writes the launch time without a zone and means UTC. */
    private static @Nullable Long time(JsonNode node) {
        var text = node.asString("").replace(' ', 'T');
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.endsWith("Z") || text.lastIndexOf('+') > 0
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
