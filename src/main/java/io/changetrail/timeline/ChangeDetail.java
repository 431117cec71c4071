package io.changetrail.timeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.changetrail.timeline.TimelineEntry.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A change with its past: the entry as in the lists, its versions oldest first, and what became of its links since.
 *
 * @param linkHistory oldest first
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ChangeDetail(@JsonUnwrapped TimelineEntry entry, List<Version> versions, List<LinkEvent> linkHistory) {

    /** What was served under the same time and status, and how it differs from the item before. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Version(Instant recordedAt, Map<String, Difference> diff) {}

    /** A link that came, changed or went. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record LinkEvent(
            Instant at,
            String requestId,
            String what,
            double score,
            @Nullable String because) {}
}
