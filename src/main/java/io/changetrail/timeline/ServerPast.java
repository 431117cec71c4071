package io.changetrail.timeline;

import io.changetrail.rms.Diffs;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.PropertyChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The stored items of one server up to some moment, in timeline order; a DELETE shows nothing, so what was shown last stays.
 *
 * @param items oldest first
 */
record ServerPast(List<HistoryItem> items) {

    /** Everything up to the last item that counts as past at {@code at}. */
    static ServerPast until(Instant at, Basis basis, List<HistoryItem> items, Map<UUID, Instant> best) {
        for (int place = items.size(); place > 0; place--) {
            if (!time(items.get(place - 1), basis, best).isAfter(at)) {
                return new ServerPast(items.subList(0, place));
            }
        }
        return new ServerPast(List.of());
    }

    static Instant time(HistoryItem item, Basis basis, Map<UUID, Instant> best) {
        return basis == Basis.CAPTURED ? item.captureTime() : best.getOrDefault(item.id(), item.captureTime());
    }

    /** The item that the past ends with, be it a DELETE. */
    Optional<HistoryItem> last() {
        return items.isEmpty() ? Optional.empty() : Optional.of(items.getLast());
    }

    /** The last item that shows the server. */
    Optional<HistoryItem> lastShown() {
        return items.reversed().stream().filter(item -> !item.isDelete()).findFirst();
    }

    /** How {@code later}, which this past is the beginning of, ends differently; a first sight is no difference. */
    Map<String, PropertyChange> difference(ServerPast later) {
        var before = lastShown();
        var after = later.lastShown();
        if (before.isEmpty() || after.isEmpty()) {
            return Map.of();
        }
        var difference = new LinkedHashMap<String, PropertyChange>();
        if (!before.get().id().equals(after.get().id())) {
            difference.putAll(Diffs.between(before.get().document(), after.get().document(), false));
        }
        var end = later.last().filter(HistoryItem::isDelete);
        if (end.isPresent() && !end.equals(last())) {
            difference.putAll(end.get().diff());
        }
        return difference;
    }

    /** What came after {@code earlier}, which is the beginning of this past. */
    List<HistoryItem> since(ServerPast earlier) {
        return items.subList(Math.min(earlier.items.size(), items.size()), items.size());
    }
}
