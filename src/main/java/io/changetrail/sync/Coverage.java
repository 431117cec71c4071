package io.changetrail.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a window was being watched, as {@code api.md} defines it.
 *
 * @param source {@code ecs} or {@code rms}
 * @param scope a project id, for both sources
 * @param completeUntil start of the last wholly committed walk, overlap not subtracted; null before the first
 * @param sweptUntil start of the last whole sweep; null before the first
 */
public record Coverage(
        String source,
        String scope,
        State state,
        @Nullable Instant completeUntil,
        @Nullable Instant sweptUntil,
        List<Gap> gaps) {

    /** How much of the window was watched. */
    public enum State {
        COMPLETE,
        PARTIAL,
        BLIND
    }
}
