package io.changetrail.sync;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A resource whose records changed since it was last correlated.
 *
 * @param token changes with each mark, so that a mark made meanwhile is not taken for the one that was worked on
 * @param changed null if any record may have, or what is concluded from them
 */
public record DirtyResource(
        String resourceId, UUID token, @Nullable Stretch changed) {

    /** Holds all times of the records that changed, both ends within. */
    public record Stretch(Instant from, Instant to) {}
}
