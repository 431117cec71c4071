package io.changetrail.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look at one stream that this process has been given, from claim to close.
 *
 * @param epoch fences the commits of the walk: a later claim by another replica makes them fail
 * @param startedAt our clock when the walk began; becomes the cursor and {@code complete_until} once it is committed whole
 * @param cursor start of the last list walk that was committed; null before the first
 * @param sweep whether it is time to list every server, changed or not
 */
public record Walk(
        StreamKey stream,
        long epoch,
        Instant startedAt,
        @Nullable Instant cursor,
        boolean sweep) {

    /** Whether its lists show deleted servers: Nova's do not when all that exist are listed, except at first, when both are asked for. */
    public boolean seesDeletions() {
        return !sweep || cursor == null || !stream.source().equals("ecs");
    }
}
