package io.changetrail.cloud;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/** A body as it comes in: kept up to the cap, beyond it only digested and counted up to a second bound. */
final class BodyBytes {

    private final int cap;
    private final long bound;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long length;
    private @Nullable MessageDigest digest;
    private String beginning = "";

    private BodyBytes(int cap, long bound) {
        this.cap = cap;
        this.bound = bound;
    }

    /**
     * The whole body; fails with {@link OversizedBody} if it is longer than {@code cap}. Each buffer is copied and given back
     * when it comes, so none is left behind by a reading that is given up.
     */
    static Mono<byte[]> of(ClientResponse response, int cap, long bound) {
        return response.body(BodyExtractors.toDataBuffers())
                .map(BodyBytes::copied)
                .collect(() -> new BodyBytes(cap, bound), BodyBytes::add)
                .map(BodyBytes::whole);
    }

    /** Of a body that is short enough, but nothing to be parsed: the page's own part stands behind the rows. */
    static Oversized digested(byte[] body) {
        var beginning = hex(sha256().digest(Arrays.copyOf(body, body.length / 2)));
        return new Oversized(null, beginning, hex(sha256().digest(body)), body.length);
    }

    private void add(byte[] bytes) {
        var room = (int) Math.min(cap - Math.min(length, cap), bytes.length);
        length += bytes.length;
        kept.write(bytes, 0, room);
        if (room < bytes.length) {
            var whole = digest == null ? overflow() : digest;
            whole.update(bytes, room, bytes.length - room);
        }
        if (length > bound) {
            throw new OversizedBody(new Oversized(null, beginning, null, bound));
        }
    }

    private MessageDigest overflow() {
        var started = sha256();
        started.update(kept.toByteArray());
        beginning = hex(snapshot(started));
        kept.reset();
        digest = started;
        return started;
    }

    private byte[] whole() {
        if (digest != null) {
            throw new OversizedBody(new Oversized(null, beginning, hex(digest.digest()), length));
        }
        return kept.toByteArray();
    }

    private static byte[] copied(DataBuffer buffer) {
        try {
            var bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private static byte[] snapshot(MessageDigest digest) {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the runtime's SHA-256 can be cloned", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
