package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A history item and how it differs from its predecessor, read from the documents alone.
 *
 * @param first without predecessor, then nothing differs
 */
record ObservedItem(
        String serverId,
        Instant captureTime,
        String status,
        boolean first,
        SortedMap<String, Leaves.Difference> differences) {

    /** In the order of capture. */
    static List<ObservedItem> of(SimulatedServer server) {
        List<ObservedItem> observed = new ArrayList<>();
        Leaves before = null;
        for (SimulatedItem item : server.items()) {
            JsonNode document = item.document();
            Leaves leaves = Leaves.of(document.path("resource"), document.path("relations"));
            observed.add(new ObservedItem(
                    server.id(),
                    Instant.parse(document.path("capture_time").asString("")),
                    document.path("status").asString(""),
                    before == null,
                    differences(document, before, leaves)));
            before = leaves;
        }
        return observed;
    }

    private static SortedMap<String, Leaves.Difference> differences(
            JsonNode document, @Nullable Leaves before, Leaves after) {
        SortedMap<String, Leaves.Difference> differences = new TreeMap<>();
        if (before == null) {
            return differences;
        }
        if (document.path("status").asString("").endsWith(".DELETE")) {
            JsonNode state = document.path("resource").path("state");
            differences.put("/state", new Leaves.Difference(null, state));
            return differences;
        }
        return before.differences(after);
    }

    /** A first item counts as one path, since a create may have made it. */
    List<String> paths() {
        return first ? List.of("") : List.copyOf(differences.keySet());
    }

    @Nullable
    String after(String path) {
        Leaves.Difference difference = differences.get(path);
        return difference == null || difference.after() == null
                ? null
                : difference.after().asString("");
    }
}
