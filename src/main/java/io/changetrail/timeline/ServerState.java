package io.changetrail.timeline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What RMS had shown of a server by some moment.
 *
 * @param changeId the item that the past ends with; null before the first
 * @param properties empty before the first capture; after a DELETE the last that were shown, as are the relations
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ServerState(Instant at, @Nullable UUID changeId, JsonNode properties, JsonNode relations) {}
