package io.changetrail.timeline;

import io.changetrail.sync.Gap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When nobody watched a source.
 *
 * @param gaps blinding ones, by project
 */
record Blindness(Map<String, List<Gap>> gaps) {

    /**
     * Whether a gap overlaps the interval; a gap that only ends where it begins does not.
     *
     * @param earliest null for no bound
     * @param latest included
     */
    boolean meets(String projectId, @Nullable Instant earliest, Instant latest) {
        var begin = Objects.requireNonNullElse(earliest, Instant.MIN);
        return of(projectId).stream().anyMatch(gap -> gap.meets(begin, latest));
    }

    List<Gap> of(String projectId) {
        return gaps.getOrDefault(projectId, List.of());
    }
}
