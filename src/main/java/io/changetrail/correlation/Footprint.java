package io.changetrail.correlation;

import io.changetrail.ecs.ActionEvent;
import io.changetrail.ecs.InstanceAction;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When an action worked on its server and how it went, as far as its record tells; times are epoch milliseconds.
 *
 * @param index place among the server's actions by end, start and Nova's rank
 * @param end the last event's finish; without events Nova's last touch of the record; the start if nothing else is known
 * @param open no end is known, it may still be at work
 */
record Footprint(
        InstanceAction action, ActionEffects effects, int index, long start, long end, boolean open, boolean failed) {

    static final long SECOND = 1_000;

    static Footprint of(InstanceAction action, ActionEffects effects) {
        var start = action.startTime().toEpochMilli();
        var finish = finish(action);
        var end = finish == null ? start : Math.max(start, finish.toEpochMilli());
        return new Footprint(action, effects, -1, start, end, open(action), failed(action));
    }

    Footprint at(int place) {
        return new Footprint(action, effects, place, start, end, open, failed);
    }

    /** When it stops being possible that the action is still at work. */
    long latestEnd() {
        return open ? Math.max(end, start + InstanceAction.LOST_AFTER.toMillis()) : end;
    }

    boolean covers(long time, long before, long after) {
        return time >= start - before && time <= latestEnd() + after;
    }

    /** The event that ended within {@code tolerance} of the time, if any. */
    @Nullable
    ActionEvent eventEndingAt(long time, long tolerance) {
        if (action.events() == null) {
            return null;
        }
        return action.events().stream()
                .filter(event -> event.finishTime() != null)
                .filter(event ->
                        Math.abs(Objects.requireNonNull(event.finishTime()).toEpochMilli() - time) <= tolerance)
                .findFirst()
                .orElse(null);
    }

    String name() {
        return action.action();
    }

    private static @Nullable Instant finish(InstanceAction action) {
        return action.events() == null ? action.updatedAt() : action.finishTime();
    }

    private static boolean open(InstanceAction action) {
        var events = action.events();
        return events != null && (events.isEmpty() || events.stream().anyMatch(event -> event.result() == null));
    }

    private static boolean failed(InstanceAction action) {
        List<ActionEvent> events = action.events() == null ? List.of() : action.events();
        return "Error".equals(action.message()) || events.stream().anyMatch(event -> "Error".equals(event.result()));
    }
}
