package io.changetrail.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look at one stream that this process has been given, from claim to close.
 *
 * @param epoch fences the commits of the walk: a later claim by another replica makes them fail
 * @param startedAt our clock when the walk began; becomes the cursor and {@code complete_until} once it is committed whole
 * @param cursor start of the last list walk that was committed; null before the first
 * @param sweep whether every server becomes due with this walk, changed or not
 * @param sweepAt when the newest sweep began, this one or an earlier one that may still be working its servers off
 */
public record Walk(
        StreamKey stream,
        long epoch,
        Instant startedAt,
        @Nullable Instant cursor,
        boolean sweep,
        Instant sweepAt) {

    /**
     * Whether a read now is the one that the sweep asks for: the first, or the first since the sweep began.
     *
     * @param readAt our clock at the last committed read; null before the first
     */
    public boolean sweeps(@Nullable Instant readAt) {
        return readAt == null || readAt.isBefore(sweepAt);
    }
}
