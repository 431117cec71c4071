package io.changetrail.correlation;

import io.changetrail.rms.HistoryItem;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A history item with what the evidence needs from inside it; times are epoch milliseconds, those within the payload by Nova's
 * own clock.
 *
 * @param time of the capture; Nova's {@code updated} where RMS's clock is so far behind that it is later
 * @param previous capture of the predecessor; null for the first item
 * @param created when Nova made the server; null if absent, and for all but the first item
 * @param launched null if absent or unreadable
 * @param taskState null while Nova is at rest
 * @param shownBefore the latest {@code updated} of any earlier item, so that it was captured after that; null if none has one
 * @param unseen the first action of the last 26 h to move {@code updated} beyond this item's, so that it was captured before its end; null
 *     if none
 */
record Capture(
        HistoryItem item,
        long time,
        @Nullable Long previous,
        @Nullable Long updated,
        @Nullable Long created,
        @Nullable Long launched,
        @Nullable String taskState,
        @Nullable Long shownBefore,
        @Nullable Footprint unseen,
        List<Facet> facets) {

    /** All of a resource's properties that are looked at, except through the diff. */
    static final Set<String> PROPERTIES = Set.of("OsSrvUsgLaunchedAt", "OsExtStsTaskState", "status", "userId");

    static Capture of(HistoryItem item, @Nullable Long shownBefore, @Nullable Footprint unseen) {
        var properties = item.resource().path("properties");
        return new Capture(
                item,
                notBefore(item),
                millis(item.predecessorCapture()),
                millis(item.updated()),
                item.isFirst() ? time(item.resource().path("created")) : null,
                time(properties.path("OsSrvUsgLaunchedAt")),
                Facets.text(properties.path("OsExtStsTaskState")),
                shownBefore,
                unseen,
                Facets.of(item));
    }

    private static long notBefore(HistoryItem item) {
        var captured = item.captureTime().toEpochMilli();
        return item.updated() == null
                ? captured
                : Math.max(captured, item.updated().toEpochMilli());
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
