package io.changetrail.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one call is answered with.
 *
 * @param sent how many bytes of the body really go out before the connection breaks; the whole length normally
 * @param evidence identities that {@link Served} counts when the answer goes out unchanged
 */
public record Reply(int status, List<Header> headers, byte[] body, int sent, List<Object> evidence) {

    static final String JSON = "application/json";

    public static Reply of(int status, String contentType, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Reply(status, List.of(new Header("Content-Type", contentType)), bytes, bytes.length, List.of());
    }

    static Reply empty(int status) {
        return new Reply(status, List.of(), new byte[0], 0, List.of());
    }

    public Reply with(String name, String value) {
        var all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return new Reply(status, List.copyOf(all), body, sent, evidence);
    }

    /** The same answer, broken off after that many bytes although its Content-Length promises all. */
    public Reply cutAt(int bytes) {
        return new Reply(status, headers, body, Math.min(bytes, body.length), List.of());
    }

    /** The same status and headers around another body; it no longer counts as served. */
    public Reply withBody(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Reply(status, headers, bytes, bytes.length, List.of());
    }

    Reply proving(List<?> identities) {
        return new Reply(status, headers, body, sent, List.copyOf(identities));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reply reply
                && status == reply.status
                && sent == reply.sent
                && headers.equals(reply.headers)
                && Arrays.equals(body, reply.body);
    }

    @Override
    public int hashCode() {
        return 31 * status + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
