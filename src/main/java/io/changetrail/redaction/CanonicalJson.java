package io.changetrail.redaction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Writes a document with its names sorted at every depth, without making a sorted copy or a text of it first. */
final class CanonicalJson {

    private byte[] bytes = new byte[8192];
    private int length;

    CanonicalJson write(JsonNode node) {
        if (node.isObject()) {
            object(node);
        } else if (node.isArray()) {
            array(node);
        } else if (node.isString()) {
            text(node.stringValue());
        } else if (node.isInt() || node.isLong()) {
            ascii(Long.toString(node.longValue()));
        } else {
            ascii(node.toString());
        }
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    byte[] digest(MessageDigest digest) {
        digest.update(bytes, 0, length);
        return digest.digest();
    }

    private void object(JsonNode object) {
        var names = object.propertyNames().toArray(String[]::new);
        Arrays.sort(names);
        var separator = '{';
        for (var name : names) {
            one(separator);
            text(name);
            one(':');
            write(object.path(name));
            separator = ',';
        }
        ascii(names.length == 0 ? "{}" : "}");
    }

    private void array(JsonNode array) {
        var separator = '[';
        for (var element : array) {
            one(separator);
            write(element);
            separator = ',';
        }
        ascii(array.isEmpty() ? "[]" : "]");
    }

    private void text(String text) {
        if (!plain(text)) {
            var escaped = StringNode.valueOf(text).toString().getBytes(StandardCharsets.UTF_8);
            makeRoom(escaped.length);
            System.arraycopy(escaped, 0, bytes, length, escaped.length);
            length += escaped.length;
        }
    }

    /** Writes a text that stands for itself, as nearly all do; writes nothing and gives false for any other. */
    private boolean plain(String text) {
        makeRoom(text.length() + 2);
        int end = length;
        bytes[end++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
            bytes[end++] = (byte) c;
        }
        bytes[end++] = '"';
        length = end;
        return true;
    }

    private void one(char ascii) {
        makeRoom(1);
        bytes[length++] = (byte) ascii;
    }

    private void ascii(String text) {
        makeRoom(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
