package io.changetrail.cloud;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every way in which an upstream did not give a good answer; the message holds neither secrets nor upstream text. */
public final class CloudException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Nova's fault, and the names of errors of the services behind the gateway ({@code upstream.md} 1.9, 2.7). */
    private static final Pattern OWN_WORD = Pattern.compile("itemNotFound|(Ecs|RMS)\\..+");

    /** What to do about it depends on this more than on the status. */
    public enum Kind {
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        BAD_REQUEST,
        NOT_ACCEPTABLE,
        THROTTLED,
        UNAVAILABLE,
        MALFORMED,
        TOO_LARGE,
        ENDLESS,
        TIMEOUT,
        UNEXPECTED
    }

    private final Kind kind;
    private final int status;
    private final @Nullable String code;
    private final @Nullable String requestId;
    private final @Nullable Duration retryAfter;
    private final @Nullable Oversized oversized;

    CloudException(String service, Kind kind, Refusal refusal, @Nullable Throwable cause) {
        this(message(service, kind, refusal, cause), kind, refusal, cause, null);
    }

    private CloudException(
            String message, Kind kind, Refusal refusal, @Nullable Throwable cause, @Nullable Oversized oversized) {
        super(message, cause);
        this.kind = kind;
        this.status = refusal.status();
        this.code = refusal.code();
        this.requestId = refusal.requestId();
        this.retryAfter = refusal.retryAfter();
        this.oversized = oversized;
    }

    static CloudException tooLarge(String service, int status, Oversized answer) {
        var refusal = Refusal.withStatus(status);
        return new CloudException(
                message(service, Kind.TOO_LARGE, refusal, null), Kind.TOO_LARGE, refusal, null, answer);
    }

    static CloudException unanswered(String service, Kind kind, @Nullable Throwable cause) {
        return new CloudException(service, kind, Refusal.withStatus(0), cause);
    }

    public Kind kind() {
        return kind;
    }

    /** HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** The upstream's own name for it, e.g. {@code itemNotFound} or {@code RMS.00010005}; null when it gave none. */
    public @Nullable String code() {
        return code;
    }

    /** The upstream's id of the failed call, for its support; null when it gave none. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** What was too large to be read; null unless that is what happened. */
    public @Nullable Oversized oversized() {
        return oversized;
    }

    /** The same of the page that follows the marker. */
    CloudException after(@Nullable String marker) {
        if (oversized == null) {
            return this;
        }
        var told = String.valueOf(getMessage());
        return new CloudException(told, kind, Refusal.withStatus(status), getCause(), oversized.after(marker));
    }

    /** Whether the service itself says that it knows no such thing: a gateway's or a proxy's 404 says nothing of the thing. */
    public boolean isUnknownThing() {
        return kind == Kind.NOT_FOUND && code != null && OWN_WORD.matcher(code).matches();
    }

    /** Whether the same call may succeed later without anybody's doing. */
    public boolean retryable() {
        return switch (kind) {
            case THROTTLED, UNAVAILABLE, MALFORMED, TIMEOUT -> true;
            default -> false;
        };
    }

    /** How long the upstream asked to be left alone; null when it did not. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    private static String message(String service, Kind kind, Refusal refusal, @Nullable Throwable cause) {
        var text = new StringBuilder(service).append(": ").append(kind);
        if (refusal.status() != 0) {
            text.append(", status ").append(refusal.status());
        }
        if (refusal.code() != null) {
            text.append(", code ").append(refusal.code());
        }
        if (refusal.requestId() != null) {
            text.append(", request ").append(refusal.requestId());
        }
        if (cause != null) {
            text.append(", ").append(cause.getClass().getSimpleName());
        }
        return text.toString();
    }
}
