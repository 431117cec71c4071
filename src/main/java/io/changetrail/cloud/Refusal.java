package io.changetrail.cloud;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an answer that is not good says of itself, safe to log.
 *
 * @param status 0 when there was no answer
 * @param code null unless it is a plain word
 * @param requestId null unless it is a plain word
 * @param retryAfter null when the answer does not ask for a pause
 */
record Refusal(
        int status,
        @Nullable String code,
        @Nullable String requestId,
        @Nullable Duration retryAfter) {

    static Refusal withCode(String code) {
        return new Refusal(0, code, null, null);
    }

    static Refusal withStatus(int status) {
        return new Refusal(status, null, null, null);
    }
}
