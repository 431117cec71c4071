package io.changetrail.timeline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Who wrote a property last.
 *
 * @param path as a diff names it; a list element by its identity
 * @param since time of the change by the asked basis
 * @param changeId the change that shows the value first
 * @param requestId the cause, as are action, user and score; null if none is known
 * @param attribution of this path of the change
 */
@JsonNaming(SnakeCaseStrategy.class)
public record BlameRow(
        String path,
        JsonNode value,
        Instant since,
        UUID changeId,
        @Nullable String requestId,
        @Nullable String action,
        @Nullable String userId,
        @Nullable Double score,
        String attribution) {}
