package io.changetrail.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How many entries of a bucket are alike.
 *
 * @param bucket its first moment
 * @param action null for changes, as is the outcome
 * @param attribution null for actions
 * @param serverId absent unless servers are counted apart
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Stat(
        Instant bucket,
        String kind,
        @Nullable String action,
        @Nullable String outcome,
        @Nullable String attribution,
        @JsonInclude(Include.NON_NULL) @Nullable String serverId,
        long count) {}
