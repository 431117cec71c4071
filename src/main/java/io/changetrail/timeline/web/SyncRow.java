package io.changetrail.timeline.web;

import io.changetrail.inventory.SyncRequest;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** {@link SyncRequest} as the API writes it; {@code state} is {@code running} or {@code done}. */
@JsonNaming(SnakeCaseStrategy.class)
record SyncRow(UUID id, Instant requestedAt, String state, long servers, long ecsRead, long rmsRead, long failing) {

    static SyncRow of(SyncRequest request) {
        return new SyncRow(
                request.id(),
                request.requestedAt(),
                request.isDone() ? "done" : "running",
                request.servers(),
                request.ecsRead(),
                request.rmsRead(),
                request.failing());
    }
}
