package io.changetrail.sync;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream served and nobody could parse; times are UTC.
 *
 * @param scope the stream's: a project for ECS, the domain for RMS
 * @param resourceId null if not even that could be told
 * @param body without secrets; cut when very long
 * @param times how often it was served
 * @param replayedAt when it was last asked for again; seen last before that, it is parsed now or served no more
 */
public record QuarantinedRecord(
        UUID id,
        String source,
        String scope,
        @Nullable String resourceId,
        String reason,
        String body,
        Instant firstSeen,
        Instant lastSeen,
        int times,
        @Nullable Instant replayedAt) {}
