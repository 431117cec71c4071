package io.changetrail.rms;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads of an item's document what is asked for without making a tree of the rest, which is most of it. */
final class Outline {

    private final Set<String> properties;

    /** @param properties those of the resource that are kept, besides the resource's own values, which all are */
    Outline(Set<String> properties) {
        this.properties = properties;
    }

    /** The document with its resource alone, or an empty object if it has none. */
    JsonNode read(JsonParser document) {
        var outline = JsonNodeFactory.instance.objectNode();
        if (document.nextToken() == JsonToken.START_OBJECT) {
            for (var name = document.nextName(); name != null; name = document.nextName()) {
                if (document.nextToken() == JsonToken.START_OBJECT && name.equals("resource")) {
                    outline.set(name, members(document, null));
                } else {
                    document.skipChildren();
                }
            }
        }
        return outline;
    }

    /** @param kept null for all values, and the properties of the resource */
    private ObjectNode members(JsonParser document, @Nullable Set<String> kept) {
        var members = JsonNodeFactory.instance.objectNode();
        for (var name = document.nextName(); name != null; name = document.nextName()) {
            var token = document.nextToken();
            if (token == JsonToken.START_OBJECT && kept == null && name.equals("properties")) {
                members.set(name, members(document, properties));
            } else if (kept == null ? token.isScalarValue() : kept.contains(name)) {
                members.set(name, document.<JsonNode>readValueAsTree());
            } else {
                document.skipChildren();
            }
        }
        return members;
    }
}
