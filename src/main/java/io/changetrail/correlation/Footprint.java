package io.changetrail.correlation;

import io.changetrail.ecs.ActionEvent;
import io.changetrail.ecs.InstanceAction;
import java.time.Instant;
import java.util.List;
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
    private static final long SLACK = 2 * SECOND;

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

    /** Whether the action was at work at that time, as far as its record tells. */
    boolean working(long time) {
        return time >= start - SLACK && time < (open && end == start ? latestEnd() : end);
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
        for (var event : action.events()) {
            var finish = event.finishTime();
            if (finish != null && Math.abs(finish.toEpochMilli() - time) <= tolerance) {
                return event;
            }
        }
        return null;
    }

    String name() {
        return action.action();
    }

    private static @Nullable Instant finish(InstanceAction action) {
        return action.events() == null ? action.updatedAt() : action.finishTime();
    }

    /** Nova does a resetState at once and records no event of it. */
    private static boolean open(InstanceAction action) {
        var events = action.events();
        return !"resetState".equals(action.action())
                && events != null
                && (events.isEmpty() || events.stream().anyMatch(event -> event.result() == null));
    }

    private static boolean failed(InstanceAction action) {
        List<ActionEvent> events = action.events() == null ? List.of() : action.events();
        return "Error".equals(action.message()) || events.stream().anyMatch(event -> "Error".equals(event.result()));
    }
}
