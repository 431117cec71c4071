package io.changetrail.rms;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A resource as paths to values, in the form in which two captures are compared: list elements stand under their identity,
 * the doubled server attributes once, and what changes without meaning is left out ({@code upstream.md} 2.6).
 */
final class Leaves {

    private static final Set<String> LEFT_OUT =
            Set.of("/checksum", "/updated", "/properties/progress", "/properties/hostStatus");
    private static final String ATTRIBUTES = "OS-EXT-SRV-ATTR";
    private static final String ATTRIBUTES_AGAIN = "osextsrvattr";

    private final Map<String, JsonNode> values = new TreeMap<>();
    private final Map<String, JsonNode> elements = new TreeMap<>();

    static Leaves of(JsonNode item) {
        return differing(item, MissingNode.getInstance());
    }

    /** Those of the item without what stands in {@code other} alike, which most of it does. */
    static Leaves differing(JsonNode item, JsonNode other) {
        var leaves = new Leaves();
        leaves.object("", item.path("resource"), other.path("resource"));
        if (!item.path("relations").equals(other.path("relations"))) {
            leaves.relations(item.path("relations"));
        }
        return leaves;
    }

    /** Path to value, for everything that is not inside a list element with an identity. */
    Map<String, JsonNode> values() {
        return values;
    }

    /** Path of a list element to the whole element. */
    Map<String, JsonNode> elements() {
        return elements;
    }

    private void object(String path, JsonNode object, JsonNode other) {
        for (var property : object.properties()) {
            var name = property.getKey();
            if (name.equals(ATTRIBUTES) || name.equals(ATTRIBUTES_AGAIN)) {
                attributes(path, name, object);
            } else if (!property.getValue().equals(other.get(name))) {
                value(path + "/" + escaped(name), property.getValue(), other.path(name));
            }
        }
    }

    /** Whole, since the other capture may have them under the other name. */
    private void attributes(String path, String name, JsonNode object) {
        if (name.equals(ATTRIBUTES) || !object.has(ATTRIBUTES)) {
            value(path + "/" + ATTRIBUTES, object.path(name), MissingNode.getInstance());
        }
    }

    private void value(String path, JsonNode value, JsonNode other) {
        if (LEFT_OUT.contains(path)) {
            return;
        }
        if (value.isObject()) {
            object(path, value, other);
        } else if (!(value.isArray() && elements(path, value))) {
            values.put(path, value);
        }
    }

    /** Whether the array is a list whose elements have an identity, each a different one. */
    private boolean elements(String path, JsonNode array) {
        if (!isIdentified(path)) {
            return false;
        }
        var keys = new ArrayList<String>();
        for (var element : array) {
            var identity = identity(path, element);
            if (identity == null || keys.contains(path + "/" + escaped(identity))) {
                return false;
            }
            keys.add(path + "/" + escaped(identity));
        }
        for (int i = 0; i < keys.size(); i++) {
            elements.put(keys.get(i), array.get(i));
        }
        return true;
    }

    private static boolean isIdentified(String path) {
        return switch (path) {
            case "/properties/ExtVolumesAttached", "/properties/securityGroup", "/properties/addresses" -> true;
            default -> false;
        };
    }

    private static @Nullable String identity(String path, JsonNode element) {
        return switch (path) {
            case "/properties/ExtVolumesAttached", "/properties/securityGroup" -> text(element, "id");
            case "/properties/addresses" -> {
                var port = text(element, "OsExtIpsPortId");
                var address = text(element, "addr");
                yield port == null || address == null ? null : port + " " + address;
            }
            default -> null;
        };
    }

    private void relations(JsonNode relations) {
        for (var relation : relations) {
            var type = text(relation, "to_resource_type");
            var id = text(relation, "to_resource_id");
            if (type != null && id != null) {
                elements.put("/relations/" + escaped(type) + "/" + escaped(id), relation);
            }
        }
    }

    private static @Nullable String text(JsonNode object, String name) {
        var value = object.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    /** RFC 6901. */
    static String escaped(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }
}
