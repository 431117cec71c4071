package io.changetrail.cloud;

import java.time.Duration;

/**
 * Bounds of one call that have no key: nobody needed to change them yet.
 *
 * @param deadline from sending to the last byte of the body, login included; also ends a body that drips for ever
 * @param connect for the TCP handshake
 * @param bodyBytes the longest good body that is read
 * @param retries further tries after the first
 * @param firstDelay upper end of the jitter before the first retry; doubles with each
 * @param longestDelay where that doubling stops
 * @param longestRetryAfter how long an upstream may ask us to wait
 * @param breakerPause how long a service that mostly fails is left alone
 */
record CallLimits(
        Duration deadline,
        Duration connect,
        int bodyBytes,
        int retries,
        Duration firstDelay,
        Duration longestDelay,
        Duration longestRetryAfter,
        Duration breakerPause) {

    static final CallLimits DEFAULT = new CallLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            16 * 1024 * 1024,
            3,
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30));
}
