package io.changetrail.rms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stretch of a resource's history, stored and new items together, in which each is compared with the one before it. */
final class ItemSequence {

    private final Map<UUID, StoredItem> items = new HashMap<>();
    private final @Nullable StoredItem before;

    /** @param neighbourhood stored items of the stretch, with the one before it and the one after it where there are any */
    ItemSequence(Neighbourhood neighbourhood) {
        before = neighbourhood.before();
        neighbourhood.within().forEach(this::put);
        if (neighbourhood.after() != null) {
            put(neighbourhood.after());
        }
    }

    /** Adds an item, or replaces the one with the same id by its new version. */
    void put(StoredItem item) {
        items.put(item.id(), item);
    }

    /** Every item whose comparison is new or not what is stored, in order. */
    List<Compared> compared() {
        var sorted = new ArrayList<>(items.values());
        sorted.sort(StoredItem.ORDER);
        var changed = new ArrayList<Compared>();
        var predecessor = before;
        for (var item : sorted) {
            var capture = predecessor == null ? null : predecessor.captureTime();
            var diff = Diffs.between(
                    predecessor == null ? null : predecessor.document(), item.document(), item.isDelete());
            var compared = new Compared(item, capture, DiffJson.of(diff));
            if (!compared.isStored()) {
                changed.add(compared);
            }
            predecessor = item;
        }
        return changed;
    }

    /** The stored surroundings of a stretch of capture times. */
    record Neighbourhood(
            @Nullable StoredItem before,
            List<StoredItem> within,
            @Nullable StoredItem after) {}

    /** An item with its difference to the item before it. */
    record Compared(
            StoredItem item, @Nullable Instant predecessorCapture, tools.jackson.databind.node.ObjectNode diff) {

        private boolean isStored() {
            return diff.equals(item.diff()) && java.util.Objects.equals(predecessorCapture, item.predecessorCapture());
        }
    }
}
