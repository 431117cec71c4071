package io.changetrail.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server that one source has to be asked about.
 *
 * @param dueAt since when; tells on settling whether it became due again meanwhile
 * @param readAt our clock at the last committed read of that source; null before the first
 */
public record DueServer(
        String serverId,
        String projectId,
        Instant dueAt,
        @Nullable Instant readAt) {}
