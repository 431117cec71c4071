package io.changetrail.cloud;

import java.time.Duration;
import java.time.Instant;

/**
 * A token with its life by our own clock, so that a skew between IAM's clock and ours does not shorten or lengthen it.
 *
 * @param life from {@code issued_at} to {@code expires_at}
 */
record IssuedToken(String value, Instant receivedAt, Duration life) {

    private static final int RENEWED_AT_PERCENT = 80;

    boolean fresh(Instant now) {
        return now.isBefore(
                receivedAt.plus(life.multipliedBy(RENEWED_AT_PERCENT).dividedBy(100)));
    }

    boolean alive(Instant now) {
        return now.isBefore(receivedAt.plus(life));
    }

    @Override
    public String toString() {
        return "IssuedToken[masked, receivedAt=%s, life=%s]".formatted(receivedAt, life);
    }
}
