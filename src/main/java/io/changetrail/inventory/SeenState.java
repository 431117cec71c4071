package io.changetrail.inventory;

import java.time.Instant;

/**
 * What Nova's list once showed of a server.
 *
 * @param updated Nova's own clock, UTC, whole seconds
 * @param status such as {@code ACTIVE} or {@code ERROR}
 */
public record SeenState(Instant updated, String status) {}
