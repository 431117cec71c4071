package io.changetrail.sync;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/** UUIDv5 (RFC 9562) of a source and a natural key, so that reading the same record again gives the same id. */
public final class RecordIds {

    /** RFC 9562's namespace for URLs; the names below it begin with ours. */
    private static final UUID NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private RecordIds() {}

    /** The id of the record of {@code source} whose natural key has these parts, in this order. */
    public static UUID of(String source, String... key) {
        var name = "https://changetrail.io/" + source + "\n" + String.join("\n", key);
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            return versionFive(Arrays.copyOf(sha1.digest(name.getBytes(StandardCharsets.UTF_8)), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    private static UUID versionFive(byte[] hash) {
        hash[6] = (byte) (hash[6] & 0x0f | 0x50);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        var bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
