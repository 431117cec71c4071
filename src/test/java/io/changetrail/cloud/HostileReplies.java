package io.changetrail.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** Replies that break HTTP; those that drip go on until the client gives up. */
final class HostileReplies {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private HostileReplies() {}

    static Reply drippingHead() {
        return out -> {
            out.write(HEAD.getBytes(UTF_8));
            out.write("X-Slow: ".getBytes(UTF_8));
            return dripping(out);
        };
    }

    static Reply drippingBody() {
        return out -> {
            out.write((HEAD + "Content-Length: 100000\r\n\r\n").getBytes(UTF_8));
            return dripping(out);
        };
    }

    static Reply endlessHead() {
        return out -> {
            out.write(HEAD.getBytes(UTF_8));
            for (int i = 0; i < 1000; i++) {
                out.write(("X-More-%d: %s\r\n".formatted(i, "a".repeat(1000))).getBytes(UTF_8));
            }
            return false;
        };
    }

    static Reply promising(int length, String body) {
        return raw(HEAD + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    static Reply cutChunk(String body) {
        return out -> {
            raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n"
                            + body.substring(0, 5))
                    .write(out);
            return false;
        };
    }

    static Reply badChunk() {
        return raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
    }

    static Reply raw(String text) {
        return out -> {
            out.write(text.getBytes(UTF_8));
            out.flush();
            return true;
        };
    }

    private static boolean dripping(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
