package io.changetrail.ecs;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stored action when its server is read again: enough to tell whether its detail has to be asked for.
 *
 * @param gone whether the last read found that Nova lists it no more
 */
record StoredAction(
        UUID id,
        boolean isFinal,
        int rank,
        boolean serverErrorSeen,
        @Nullable Instant updatedAt,
        @Nullable String message,
        @Nullable Instant finishTime,
        boolean hasEvents,
        byte[] contentHash,
        boolean gone) {

    boolean looksLike(ActionRow row) {
        return Objects.equals(updatedAt, row.updatedAt()) && Objects.equals(message, row.message());
    }
}
