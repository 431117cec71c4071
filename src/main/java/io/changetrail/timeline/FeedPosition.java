package io.changetrail.timeline;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the recorded order.
 *
 * @param xid the recording transaction, as PostgreSQL writes an xid8
 * @param number within it
 */
public record FeedPosition(String xid, long number) {

    static final FeedPosition BEGINNING = new FeedPosition("0", 0);

    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,18})-(0|[1-9][0-9]{0,17})");

    /** As callers carry it. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((xid + "-" + number).getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty for what is no position. */
    public static Optional<FeedPosition> of(String text) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            var parts = FORM.matcher(plain);
            return parts.matches()
                    ? Optional.of(new FeedPosition(parts.group(1), Long.parseLong(parts.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
