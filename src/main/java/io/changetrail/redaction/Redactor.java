package io.changetrail.redaction;

import io.changetrail.redaction.SecretPatterns.Name;
import io.changetrail.settings.MadeOnce;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces each secret in a document by {@code {"redacted": true, "hmac": "<16 hex>"}}, before it is stored and for good.
 *
 * <p>The keyed hash is the same for the same secret, so that its change stays visible and its value does not.
 */
@Component
public final class Redactor {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SCRUBBED = "[redacted]";
    private static final Pattern HMAC = Pattern.compile("[0-9a-f]{16}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Supplier<SecretKeySpec> key;

    Redactor(MadeOnce madeOnce) {
        this.key = SingletonSupplier.of(() -> new SecretKeySpec(madeOnce.key("redaction", 32), ALGORITHM));
    }

    /** A copy without secrets; the very same node if it had none. */
    public JsonNode redact(JsonNode node) {
        if (node.isObject()) {
            return redactedObject(node);
        }
        if (node.isArray()) {
            return redactedArray(node);
        }
        return node.isString() && isSecret(node.stringValue()) ? marker(node) : node;
    }

    /** The text if it holds no secret, else a fixed word; for what is kept as text, such as bytes that could not be read. */
    public String scrub(String text) {
        return isSecret(text) ? SCRUBBED : text;
    }

    private JsonNode redactedObject(JsonNode object) {
        ObjectNode copy = null;
        for (var property : object.properties()) {
            var value = property.getValue();
            var name = SecretPatterns.name(property.getKey());
            var secret = name != Name.PLAIN && !value.isNull() && !isMarker(value);
            var redacted = secret ? marker(value) : redact(value);
            if (redacted != value || name == Name.HOLDS) {
                copy = copy == null ? JsonNodeFactory.instance.objectNode().setAll((ObjectNode) object) : copy;
                replace(copy, property.getKey(), name, redacted);
            }
        }
        return copy == null ? object : copy;
    }

    private void replace(ObjectNode copy, String name, Name kind, JsonNode redacted) {
        if (kind == Name.HOLDS) {
            copy.remove(name);
            copy.set("[redacted " + hmac(JsonNodeFactory.instance.stringNode(name)) + "]", redacted);
        } else {
            copy.set(name, redacted);
        }
    }

    private JsonNode redactedArray(JsonNode array) {
        ArrayNode copy = null;
        for (int i = 0; i < array.size(); i++) {
            var redacted = redact(array.get(i));
            if (redacted != array.get(i)) {
                copy = copy == null ? JsonNodeFactory.instance.arrayNode().addAll((ArrayNode) array) : copy;
                copy.set(i, redacted);
            }
        }
        return copy == null ? array : copy;
    }

    private boolean isSecret(String value) {
        return SecretPatterns.looksSecret(value) || hidesSecretDocument(value);
    }

    private boolean hidesSecretDocument(String value) {
        var text = value.stripLeading();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        try {
            var inner = JSON.readTree(text);
            return redact(inner) != inner;
        } catch (JacksonException broken) {
            return false;
        }
    }

    private JsonNode marker(JsonNode value) {
        var marker = JsonNodeFactory.instance.objectNode();
        marker.put("redacted", true);
        marker.put("hmac", hmac(value));
        return marker;
    }

    /** What was redacted once is not redacted again: a document without secrets stays one. */
    private static boolean isMarker(JsonNode value) {
        return value.isObject()
                && value.size() == 2
                && value.path("redacted").isBoolean()
                && HMAC.matcher(value.path("hmac").asString("")).matches();
    }

    private String hmac(JsonNode value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key.get());
            var text = value.isString()
                    ? value.stringValue().getBytes(StandardCharsets.UTF_8)
                    : ContentHash.canonical(value);
            return HexFormat.of().formatHex(mac.doFinal(text), 0, 8);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
