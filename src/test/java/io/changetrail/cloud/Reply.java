package io.changetrail.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** What a {@link ScriptedServer} writes for one request; false ends the connection. */
interface Reply {

    boolean write(OutputStream out) throws IOException;

    static Reply json(int status, String body, String... headers) {
        return of(status, body.getBytes(UTF_8), "application/json", headers);
    }

    static Reply of(int status, byte[] body, String contentType, String... headers) {
        return out -> {
            out.write(head(status, body.length, contentType, headers));
            out.write(body);
            return true;
        };
    }

    /** Promises the whole body and hangs up in the middle of it. */
    static Reply truncated(String body) {
        return out -> {
            var bytes = body.getBytes(UTF_8);
            out.write(head(200, bytes.length, "application/json"));
            out.write(bytes, 0, bytes.length / 2);
            return false;
        };
    }

    /** Sends one byte of the body and then nothing, without ending; the client must be the one to give up. */
    static Reply stuckAfterOneByte() {
        return out -> {
            out.write(head(200, 1000, "application/json"));
            out.write('{');
            out.flush();
            return true;
        };
    }

    static Reply hungUp() {
        return out -> false;
    }

    private static byte[] head(int status, int length, String contentType, String... headers) {
        var text = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        text.append("Content-Type: ").append(contentType).append("\r\n");
        text.append("Content-Length: ").append(length).append("\r\n");
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(UTF_8);
    }
}
