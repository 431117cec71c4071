package io.changetrail.cloud;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a retry: exponential with full jitter, or longer if the upstream asked for it within reason. */
final class RetryDelay {

    private final CallLimits limits;
    private final RandomGenerator random;

    RetryDelay(CallLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    /** @param retry 1 before the first retry */
    Duration before(int retry, Throwable failure) {
        var jittered = Duration.ofMillis(random.nextLong(ceiling(retry).toMillis() + 1));
        if (failure instanceof CloudException refused && refused.retryAfter() != null) {
            var asked = shorter(refused.retryAfter(), limits.longestRetryAfter());
            return asked.compareTo(jittered) > 0 ? asked : jittered;
        }
        return jittered;
    }

    private Duration ceiling(int retry) {
        return shorter(limits.firstDelay().multipliedBy(1L << Math.min(retry - 1, 16)), limits.longestDelay());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
