package io.changetrail.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server that one source has to be asked about; the times are our clock's.
 *
 * @param dueAt since when; tells on settling whether it became due again meanwhile; null if only the sweep asks for it
 * @param readAt the last committed read of that source; null before the first
 * @param sweptAt the last committed read that was as deep as a sweep's; null before the first
 * @param sweptRank the place up to which older actions need not be asked for again; 0 also if there was none; of no meaning for RMS
 * @param sweep whether the sweep asks for this read
 * @param takenAt when it was taken from the queue, so before anything is read, and not before the walk began, even if our clock was
 *     set back since
 */
public record DueServer(
        String serverId,
        String projectId,
        @Nullable Instant dueAt,
        @Nullable Instant readAt,
        @Nullable Instant sweptAt,
        int sweptRank,
        boolean sweep,
        Instant takenAt) {

    /** Whether to read also what no list shows to be new. */
    public boolean deep() {
        return sweep || sweptAt == null;
    }
}
