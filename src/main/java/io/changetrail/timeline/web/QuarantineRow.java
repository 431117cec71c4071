package io.changetrail.timeline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.changetrail.sync.QuarantinedRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** {@link QuarantinedRecord} as the API writes it: the body, an upstream's own words, only for auditors. */
@JsonNaming(SnakeCaseStrategy.class)
record QuarantineRow(
        UUID id,
        String source,
        String scope,
        @Nullable String resourceId,
        String reason,
        Instant firstSeen,
        Instant lastSeen,
        int times,
        @Nullable Instant replayedAt,
        @JsonInclude(Include.NON_NULL) @Nullable String body) {

    static QuarantineRow of(QuarantinedRecord quarantined, boolean withBody) {
        return new QuarantineRow(
                quarantined.id(),
                quarantined.source(),
                quarantined.scope(),
                quarantined.resourceId(),
                quarantined.reason(),
                quarantined.firstSeen(),
                quarantined.lastSeen(),
                quarantined.times(),
                quarantined.replayedAt(),
                withBody ? quarantined.body() : null);
    }
}
