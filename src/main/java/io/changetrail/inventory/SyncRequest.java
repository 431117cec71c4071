package io.changetrail.inventory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's wish to read servers again now, and how far it has come.
 *
 * @param projects only these; null for all
 * @param servers how many are meant: those known when it was asked for
 * @param ecsRead of these, whose actions have been read since; {@code rmsRead} their histories
 * @param failing of these, whose last read failed; they are tried again by themselves
 */
public record SyncRequest(
        UUID id,
        Instant requestedAt,
        @Nullable List<String> projects,
        long servers,
        long ecsRead,
        long rmsRead,
        long failing) {

    public boolean isDone() {
        return ecsRead == servers && rmsRead == servers;
    }
}
