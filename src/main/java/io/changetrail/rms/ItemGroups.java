package io.changetrail.rms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Cuts pages so that items of one capture time stay together: whether two are versions of one change can only be told from all
 * that are served of that time.
 */
final class ItemGroups {

    private final List<JsonNode> held = new ArrayList<>();

    /** The items of this page and of those before it that no later page can add to, in the order served; the last page is left. */
    List<JsonNode> complete(HistoryPage page) {
        if (page.last()) {
            page.items().forEach(held::add);
            return List.of();
        }
        var ready = new ArrayList<JsonNode>();
        for (var item : page.items()) {
            if (!held.isEmpty() && !captureTime(item).equals(captureTime(held.getLast()))) {
                ready.addAll(held);
                held.clear();
            }
            held.add(item);
        }
        return ready;
    }

    /** The last page and what is left of those before it. */
    List<JsonNode> rest() {
        return List.copyOf(held);
    }

    private static String captureTime(@Nullable JsonNode item) {
        return item == null ? "" : item.path("capture_time").asString("");
    }
}
