package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What RMS shows of one server's past, replayed from the world's own documents and without any code of the service.
 *
 * @param items all that RMS serves, oldest first
 */
public record TruePast(List<ObjectNode> items) {

    /** What changes without meaning anything. */
    private static final Set<String> NOISE = Set.of("/updated", "/properties/progress", "/properties/hostStatus");

    /** A value and when the item that wrote it was captured. */
    public record Written(JsonNode value, Instant capture) {}

    /** All that is served at that moment. */
    public static TruePast of(SimulatedServer server, Instant now) {
        return new TruePast(server.items().stream()
                .filter(item -> !item.visibleFrom().isAfter(now))
                .map(SimulatedItem::document)
                .toList());
    }

    public static Instant capture(JsonNode item) {
        return Instant.parse(item.path("capture_time").asString(""));
    }

    /**
     * Everything up to the last item that counts as past.
     *
     * @param times when a change is taken to have happened, by its capture
     */
    public TruePast until(Instant at, UnaryOperator<Instant> times) {
        int length = items.size();
        while (length > 0 && times.apply(capture(items.get(length - 1))).isAfter(at)) {
            length--;
        }
        return new TruePast(items.subList(0, length));
    }

    /** Capture of the item it ends with, be it a DELETE. */
    public @Nullable Instant end() {
        return items.isEmpty() ? null : capture(items.getLast());
    }

    public JsonNode properties() {
        return shown().path("resource").path("properties");
    }

    public JsonNode relations() {
        return shown().path("relations");
    }

    private JsonNode shown() {
        return items.reversed().stream()
                .filter(item -> !isDelete(item))
                .findFirst()
                .orElseGet(TruePast::nothing);
    }

    private static ObjectNode nothing() {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        nothing.putArray("relations");
        nothing.putObject("resource").putObject("properties");
        return nothing;
    }

    private static boolean isDelete(JsonNode item) {
        return item.path("status").asString("").endsWith(".DELETE");
    }

    /**
     * By path: every value outside of lists, every list element as a whole since it came, and those of its fields that changed
     * after that.
     */
    public Map<String, Written> written() {
        TreeMap<String, Written> written = new TreeMap<>();
        Leaves before = new Leaves(Map.of(), Map.of());
        for (ObjectNode item : items) {
            if (!isDelete(item)) {
                Leaves after = Leaves.of(item.path("resource"), item.path("relations"));
                Instant capture = capture(item);
                values(before.values(), after.values(), capture, written);
                elements(before.elements(), after.elements(), capture, written);
                before = after;
            }
        }
        return written;
    }

    private static void values(
            Map<String, JsonNode> before, Map<String, JsonNode> after, Instant capture, Map<String, Written> written) {
        written.keySet().removeIf(path -> before.containsKey(path) && !after.containsKey(path));
        after.forEach((path, value) -> {
            if (!value.equals(before.get(path)) && !NOISE.contains(path)) {
                written.put(path, new Written(value, capture));
            }
        });
    }

    private static void elements(
            Map<String, JsonNode> before,
            Map<String, JsonNode> after,
            Instant capture,
            TreeMap<String, Written> written) {
        before.keySet().stream().filter(path -> !after.containsKey(path)).forEach(path -> forget(path, written));
        after.forEach((path, element) -> {
            JsonNode old = before.get(path);
            Written came = written.get(path);
            if (old == null || came == null) {
                forget(path, written);
                written.put(path, new Written(element, capture));
            } else if (!old.equals(element)) {
                written.put(path, new Written(element, came.capture()));
                fields(path, old, element, capture, written);
            }
        });
    }

    private static void fields(
            String path, JsonNode old, JsonNode element, Instant capture, Map<String, Written> written) {
        old.propertyNames().stream()
                .filter(name -> !element.has(name))
                .forEach(name -> written.remove(path + "/" + name));
        element.properties().forEach(field -> {
            if (!field.getValue().equals(old.get(field.getKey()))) {
                written.put(path + "/" + field.getKey(), new Written(field.getValue(), capture));
            }
        });
    }

    private static void forget(String element, TreeMap<String, Written> written) {
        written.keySet().removeIf(path -> path.equals(element) || path.startsWith(element + "/"));
    }
}
