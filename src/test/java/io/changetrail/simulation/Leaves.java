package io.changetrail.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A resource cut into the diff keys of the HTTP contract, written apart from the production diff so that both can be wrong
 * only separately.
 *
 * @param values single leaves by JSON pointer
 * @param elements members of lists with an identity
 */
record Leaves(Map<String, JsonNode> values, Map<String, JsonNode> elements) {

    /** One path that differs; null where it does not exist. */
    record Difference(@Nullable JsonNode before, @Nullable JsonNode after) {}

    static Leaves of(JsonNode resource, JsonNode relations) {
        Leaves leaves = new Leaves(new LinkedHashMap<>(), new LinkedHashMap<>());
        leaves.walk("", resource);
        for (JsonNode relation : relations) {
            String key = relation.path("to_resource_type").asString("") + "/"
                    + relation.path("to_resource_id").asString("");
            leaves.elements.put("/relations/" + key, relation);
        }
        return leaves;
    }

    /** {@code /updated} stays only when it is alone. */
    SortedMap<String, Difference> differences(Leaves after) {
        SortedMap<String, Difference> differences = new TreeMap<>();
        compare(values, after.values, differences, false);
        compare(elements, after.elements, differences, true);
        if (differences.size() > 1) {
            differences.remove("/updated");
        }
        return differences;
    }

    /** As {@link #differences}, with {@code /updated} among others as well. */
    Iterable<String> writtenPaths(Leaves after) {
        SortedMap<String, Difference> differences = new TreeMap<>();
        compare(values, after.values, differences, false);
        compare(elements, after.elements, differences, true);
        return differences.keySet();
    }

    private static void compare(
            Map<String, JsonNode> before,
            Map<String, JsonNode> after,
            Map<String, Difference> differences,
            boolean inside) {
        before.forEach((path, old) -> {
            JsonNode value = after.get(path);
            if (value == null || (!inside && !value.equals(old))) {
                differences.put(path, new Difference(old, value));
            } else if (!value.equals(old)) {
                compareFields(path, old, value, differences);
            }
        });
        after.forEach((path, value) -> {
            if (!before.containsKey(path)) {
                differences.put(path, new Difference(null, value));
            }
        });
    }

    private static void compareFields(
            String path, JsonNode before, JsonNode after, Map<String, Difference> differences) {
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            JsonNode old = before.get(field.getKey());
            if (!field.getValue().equals(old)) {
                differences.put(path + "/" + field.getKey(), new Difference(old, field.getValue()));
            }
        }
    }

    private void walk(String path, JsonNode node) {
        if (path.equals("/checksum") || path.equals("/properties/osextsrvattr")) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(field -> walk(path + "/" + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            node.forEach(element -> elements.put(path + "/" + identity(path, element), element));
        } else {
            values.put(path, node);
        }
    }

    private static String identity(String list, JsonNode element) {
        return list.endsWith("/addresses")
                ? element.path("OsExtIpsPortId").asString("") + " "
                        + element.path("addr").asString("")
                : element.path("id").asString("");
    }
}
