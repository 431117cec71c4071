package io.changetrail.ecs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of an instance action, as Nova's detail call shows it ({@code upstream.md} 1.1 and 1.6); times are UTC.
 *
 * @param event Nova's name, an open set, such as {@code compute_finish_resize}
 * @param startTime null only if Nova left it out
 * @param finishTime null while running, and for ever where Nova lost the end
 * @param result {@code Success}, {@code Error} or null while running
 * @param traceback null if there was none or the polled role may not see it
 */
public record ActionEvent(
        String event,
        @Nullable Instant startTime,
        @Nullable Instant finishTime,
        @Nullable String result,
        @Nullable String traceback) {}
