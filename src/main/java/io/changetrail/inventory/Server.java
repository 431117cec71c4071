package io.changetrail.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server that exists or existed; times are UTC.
 *
 * @param name null while only its id is known
 * @param state Nova's {@code status}, such as {@code ACTIVE}; null if Nova never showed the server
 * @param firstSeen when this deployment first heard of it
 * @param lastSeen when a source last listed it
 * @param ecsReadAt last committed read of its actions; null before the first
 * @param rmsReadAt last committed read of its history; null before the first
 */
public record Server(
        String id,
        String projectId,
        String region,
        @Nullable String name,
        @Nullable String state,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant deletedAt,
        @Nullable Instant ecsReadAt,
        @Nullable Instant rmsReadAt) {}
