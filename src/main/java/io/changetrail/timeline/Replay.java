package io.changetrail.timeline;

import io.changetrail.rms.Diffs;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.PropertyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Goes through a server's past item by item and remembers which of them wrote each path last. */
final class Replay {

    private final TreeMap<String, HistoryItem> writers = new TreeMap<>();
    private @Nullable HistoryItem shown;

    private Replay() {}

    /** Every path of the last shown item in natural order; fields of list elements only if they changed after the element came. */
    static List<Written> of(ServerPast past) {
        var replay = new Replay();
        var afterDelete = false;
        for (var item : past.items()) {
            if (!item.isDelete()) {
                replay.apply(item, afterDelete);
            }
            afterDelete = item.isDelete();
        }
        return replay.written();
    }

    /** The stored diff of an item after a DELETE compares with the DELETE, which shows nothing. */
    private void apply(HistoryItem item, boolean afterDelete) {
        if (shown == null) {
            Diffs.shown(item.document()).keySet().forEach(path -> writers.put(path, item));
        } else {
            var diff = afterDelete ? Diffs.between(shown.document(), item.document(), false) : item.diff();
            diff.forEach((path, change) -> apply(item, path, change));
        }
        shown = item;
    }

    private void apply(HistoryItem item, String path, PropertyChange change) {
        if (change.after() == null) {
            writers.remove(path);
        } else {
            writers.put(path, item);
        }
        if (change.before() == null || change.after() == null) {
            writers.subMap(path + "/", path + "0").clear();
        }
    }

    private List<Written> written() {
        var rows = new ArrayList<Written>();
        if (shown != null) {
            for (var entry : Diffs.shown(shown.document()).entrySet()) {
                var path = entry.getKey();
                rows.add(new Written(path, entry.getValue(), writers.getOrDefault(path, shown)));
                if (entry.getValue().isObject()) {
                    fields(path, entry.getValue(), rows);
                }
            }
        }
        return rows;
    }

    private void fields(String element, JsonNode value, List<Written> rows) {
        for (Map.Entry<String, HistoryItem> writer :
                writers.subMap(element + "/", element + "0").entrySet()) {
            var name = writer.getKey().substring(element.length() + 1);
            var field = value.get(name.replace("~1", "/").replace("~0", "~"));
            if (field != null) {
                rows.add(new Written(writer.getKey(), field, writer.getValue()));
            }
        }
    }

    /** A path, its value, and the item that shows it first. */
    record Written(String path, JsonNode value, HistoryItem item) {}
}
