package io.changetrail.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server that one source has to be asked about.
 *
 * @param dueAt since when; tells on settling whether it became due again meanwhile
 * @param readAt when the last committed read of that source began, by the upstream's clock for ECS and ours for RMS; null
 *     before the first
 */
public record DueServer(
        String serverId,
        String projectId,
        Instant dueAt,
        @Nullable Instant readAt) {}
