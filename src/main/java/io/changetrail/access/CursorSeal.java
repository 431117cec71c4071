package io.changetrail.access;

import io.changetrail.settings.MadeOnce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Signs what callers carry from page to page (HMAC-SHA256), bound to a context that is not in it; the key is the same on all
 * replicas and after restarts. Opening may read the database, so never on an event-loop thread.
 */
public final class CursorSeal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 16;

    private final SingletonSupplier<byte[]> key;

    CursorSeal(@Nullable String givenKey, MadeOnce madeOnce) {
        this.key = SingletonSupplier.of(
                () -> givenKey == null ? madeOnce.key("cursor", KEY_BYTES) : givenKey.getBytes(StandardCharsets.UTF_8));
    }

    public String seal(String content, String context) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var sealed = Arrays.copyOf(signature(content, context), SIGNATURE_BYTES + bytes.length);
        System.arraycopy(bytes, 0, sealed, SIGNATURE_BYTES, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The content, or empty if it was not sealed by us, or for another context, or has been touched since. */
    public Optional<String> open(String sealed, String context) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length <= SIGNATURE_BYTES) {
            return Optional.empty();
        }
        var content = new String(bytes, SIGNATURE_BYTES, bytes.length - SIGNATURE_BYTES, StandardCharsets.UTF_8);
        return MessageDigest.isEqual(Arrays.copyOf(bytes, SIGNATURE_BYTES), signature(content, context))
                ? Optional.of(content)
                : Optional.empty();
    }

    private byte[] signature(String content, String context) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.obtain(), ALGORITHM));
            mac.update(context.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(content.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
        }
    }
}
