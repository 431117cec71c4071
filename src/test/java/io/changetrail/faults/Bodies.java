package io.changetrail.faults;

import io.changetrail.simulation.Header;
import io.changetrail.simulation.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Bodies with status 200 that are no good answer. */
final class Bodies {

    private Bodies() {}

    static Reply of(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Small on the wire, {@code size} bytes when somebody unpacks it. */
    static Reply gzipped(int size) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            var zeros = new byte[1_000_000];
            for (int written = 0; written < size; written += zeros.length) {
                gzip.write(zeros);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return json(bytes.toByteArray()).with("Content-Encoding", "gzip");
    }

    static Reply padded(int size) {
        return of("{\"padding\":\"" + "x".repeat(size) + "\"}");
    }

    static Reply json(byte[] bytes) {
        var headers = new ArrayList<>(List.of(new Header("Content-Type", "application/json")));
        return new Reply(200, headers, bytes, bytes.length, List.of());
    }
}
