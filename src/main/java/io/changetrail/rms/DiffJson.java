package io.changetrail.rms;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A diff as it is stored and served: {@code {path: {before, after}}}, where a missing key means that it did not exist. */
final class DiffJson {

    private DiffJson() {}

    static ObjectNode of(Map<String, PropertyChange> diff) {
        var json = JsonNodeFactory.instance.objectNode();
        diff.forEach((path, change) -> {
            var sides = json.putObject(path);
            if (change.before() != null) {
                sides.set("before", change.before());
            }
            if (change.after() != null) {
                sides.set("after", change.after());
            }
        });
        return json;
    }

    static Map<String, PropertyChange> parse(JsonNode json) {
        var diff = new LinkedHashMap<String, PropertyChange>();
        json.properties()
                .forEach(path -> diff.put(
                        path.getKey(),
                        new PropertyChange(
                                path.getValue().get("before"), path.getValue().get("after"))));
        return diff;
    }
}
