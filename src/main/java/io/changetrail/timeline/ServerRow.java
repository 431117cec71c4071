package io.changetrail.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A server as the lists show it, with what is known of it.
 *
 * @param state Nova's {@code status}
 * @param unattributed changes whose cause should be known and is not; those that may still get one do not count
 * @param properties as captured last; only where a single server is asked for, then an empty object if never captured
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ServerRow(
        String serverId,
        @Nullable String serverName,
        String projectId,
        String region,
        @Nullable String state,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant deletedAt,
        long actions,
        long changes,
        long unattributed,
        Freshness freshness,
        @JsonInclude(Include.NON_NULL) @Nullable JsonNode properties) {

    /** Times of the last committed read of the server by source; null before the first. */
    public record Freshness(@Nullable Instant ecs, @Nullable Instant rms) {}
}
