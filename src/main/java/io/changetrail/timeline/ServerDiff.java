package io.changetrail.timeline;

import io.changetrail.timeline.TimelineEntry.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How a server at one moment differs from itself at an earlier one.
 *
 * @param changes ids of the changes between, oldest first; they may outnumber the differences, or undo each other
 * @param requests ids of the requests that caused them, in that order, each once
 */
public record ServerDiff(
        Instant from, Instant to, Map<String, Difference> diff, List<UUID> changes, List<String> requests) {}
