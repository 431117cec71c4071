package io.changetrail.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of one Nova instance action; times are UTC.
 *
 * @param id UUIDv5 of server, start time, request id, action and ordinal
 * @param projectId the project that was polled, never null; the caller's project is Nova's own {@code project_id}
 * @param requestId shared by all servers of one create, and by two actions of one delete: not a key
 * @param action Nova's name, never normalised
 * @param ordinal tells twins apart that agree in all other parts of the key; 0 for the oldest
 * @param rank place in Nova's own order within the server, 0 for the oldest; start times tie within a second
 * @param userId who called; null for Nova's periodic tasks
 * @param updatedAt null below microversion 2.58
 * @param message null, or the literal {@code Error} once any event failed
 * @param events newest first as Nova lists them; null if the polled role may not see them
 * @param serverErrorSeen a server list row of the time after the finish and before the next action showed ERROR
 * @param recordedAt when this version was stored
 */
public record InstanceAction(
        UUID id,
        String serverId,
        String projectId,
        String requestId,
        String action,
        int ordinal,
        int rank,
        @Nullable String userId,
        Instant startTime,
        @Nullable Instant updatedAt,
        @Nullable String message,
        @Nullable List<ActionEvent> events,
        boolean serverErrorSeen,
        Instant recordedAt) {

    /** After this, an action that never ended counts as lost rather than running. */
    public static final Duration LOST_AFTER = Duration.ofHours(24);

    /** The last event's finish; null while none has finished. Nova has no finish time of its own. */
    public @Nullable Instant finishTime() {
        return events == null ? null : ActionEvents.finish(events);
    }

    /** The outcome as it stands at {@code now}, by the list, the events and the server list alone. */
    public Outcome outcome(Instant now) {
        if ("Error".equals(message) || anyEventFailed() || (serverErrorSeen && canFailSilently())) {
            return Outcome.FAILED;
        }
        if ("resetState".equals(action)) {
            return Outcome.SUCCEEDED;
        }
        if (events == null) {
            return Outcome.UNKNOWN;
        }
        if (!events.isEmpty() && events.stream().allMatch(event -> "Success".equals(event.result()))) {
            return Outcome.SUCCEEDED;
        }
        return startTime.plus(LOST_AFTER).isAfter(now) ? Outcome.RUNNING : Outcome.UNKNOWN;
    }

    /** A failed create or resize can read {@code Success}: the truth is in the server's status ({@code upstream.md} 1.6). */
    public boolean canFailSilently() {
        return "create".equals(action) || "resize".equals(action);
    }

    private boolean anyEventFailed() {
        return events != null && events.stream().anyMatch(event -> "Error".equals(event.result()));
    }
}
