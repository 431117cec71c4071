package io.changetrail.simulation;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent coding as Python's urllib does it, which differs from Java's in blanks and tildes only. */
final class Percent {

    private Percent() {}

    static byte[] bytes(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' && i + 2 < text.length()) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** A path decoded byte for byte: WSGI hands UTF-8 on as Latin-1, so Nova echoes it as mojibake. */
    static String wsgiPath(String rawPath) {
        return new String(bytes(rawPath), StandardCharsets.ISO_8859_1).replaceAll("/{2,}", "/");
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%7E", "~");
    }
}
