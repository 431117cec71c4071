package io.changetrail.correlation;

import io.changetrail.rms.Diffs;
import io.changetrail.rms.HistoryItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The items of one resource, put in any order, each compared with the one captured before it. */
final class ComparedItems {

    private final NavigableSet<HistoryItem> items =
            new TreeSet<>(Comparator.comparing(HistoryItem::captureTime).thenComparing(HistoryItem::id));

    /** Adds it or replaces what has its id and capture time; returns what became different, last as it is now. */
    List<HistoryItem> put(HistoryItem item) {
        var changed = new ArrayList<HistoryItem>();
        var old = items.floor(item);
        if (old != null && items.remove(item)) {
            changed.add(old);
        }
        var after = items.higher(item);
        var compared = compared(items.lower(item), item);
        if (after != null) {
            items.remove(after);
            items.add(compared(compared, after));
            changed.add(compared(compared, after));
        }
        items.add(compared);
        changed.add(compared);
        return changed;
    }

    List<HistoryItem> list() {
        return List.copyOf(items);
    }

    private static HistoryItem compared(@Nullable HistoryItem predecessor, HistoryItem item) {
        return new HistoryItem(
                item.id(),
                item.resourceId(),
                item.projectId(),
                item.resourceType(),
                item.captureTime(),
                item.status(),
                item.updated(),
                predecessor == null ? null : predecessor.captureTime(),
                Diffs.between(predecessor == null ? null : predecessor.document(), item.document(), item.isDelete()),
                item.document(),
                item.recordedAt());
    }
}
