package io.changetrail.timeline.web;

import io.changetrail.sync.Coverage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** {@link Coverage} as the API writes it: the state in lower case. */
@JsonNaming(SnakeCaseStrategy.class)
record CoverageRow(
        String source,
        String scope,
        String state,
        @Nullable Instant completeUntil,
        @Nullable Instant sweptUntil,
        List<Coverage.Gap> gaps) {

    static CoverageRow of(Coverage coverage) {
        return new CoverageRow(
                coverage.source(),
                coverage.scope(),
                coverage.state().name().toLowerCase(Locale.ROOT),
                coverage.completeUntil(),
                coverage.sweptUntil(),
                coverage.gaps());
    }
}
