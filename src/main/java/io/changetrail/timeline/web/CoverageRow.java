package io.changetrail.timeline.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.changetrail.sync.Coverage;
import io.changetrail.sync.Gap;
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
        List<GapRow> gaps) {

    static CoverageRow of(Coverage coverage) {
        return new CoverageRow(
                coverage.source(),
                coverage.scope(),
                coverage.state().name().toLowerCase(Locale.ROOT),
                coverage.completeUntil(),
                coverage.sweptUntil(),
                coverage.gaps().stream().map(GapRow::of).toList());
    }

    /**
     * A {@link Gap} inside the window.
     *
     * @param open whether it goes on beyond now; the end of the window says so to the reader
     */
    record GapRow(
            Instant since,
            Instant until,
            String reason,
            @JsonIgnore boolean open) {

        static GapRow of(Gap gap) {
            return new GapRow(gap.since(), gap.until(), gap.reason().word(), gap.open());
        }
    }
}
