package io.changetrail.simulation;

import java.time.Instant;
import java.util.Set;

/**
 * One answer of a matcher: this request caused this item.
 *
 * @param captureTime names the item, since no two items of a server share one
 * @param paths diff keys it is said to have written; {@code ""} for the first item of a server that a create made
 * @param score in 0..1
 * @param cause false for a rival, which is scored but not given as an answer
 */
public record ScoredLink(
        String serverId, Instant captureTime, String requestId, Set<String> paths, double score, boolean cause) {}
