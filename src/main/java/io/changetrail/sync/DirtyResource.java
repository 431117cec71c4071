package io.changetrail.sync;

import java.util.UUID;

/**
 * A resource whose records changed since it was last correlated.
 *
 * @param token changes with each mark, so that a mark made meanwhile is not taken for the one that was worked on
 */
public record DirtyResource(String resourceId, UUID token) {}
