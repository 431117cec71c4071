package io.changetrail.correlation;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request as a possible cause of one change.
 *
 * @param score probability in 0..1 that the request wrote at least one path of the change last
 * @param paths diff keys of which this request is the cause; empty for a rival, and for the cause of a first item
 * @param cause whether it is a cause (best score of some path, and at least 0.5) or only a rival
 * @param reason for a rival, a sentence that says why it is not the cause; null for a cause
 */
public record Link(
        String resourceId,
        UUID changeId,
        String requestId,
        UUID actionId,
        double score,
        boolean cause,
        List<String> paths,
        List<Evidence> evidence,
        @Nullable String reason) {}
