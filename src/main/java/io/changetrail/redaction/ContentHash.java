package io.changetrail.redaction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** SHA-256 of a JSON document in canonical form: names sorted at every depth, no white space, lists as they are. */
public final class ContentHash {

    private ContentHash() {}

    public static byte[] of(JsonNode document) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(canonical(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static byte[] canonical(JsonNode document) {
        return sorted(document).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var names = new TreeMap<String, JsonNode>();
            node.properties().forEach(property -> names.put(property.getKey(), property.getValue()));
            var object = JsonNodeFactory.instance.objectNode();
            names.forEach((name, value) -> object.set(name, sorted(value)));
            return object;
        }
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        return node;
    }
}
