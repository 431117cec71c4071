package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action as Nova will have recorded it when it is over.
 *
 * @param start when the API took the call, with its fraction of a second
 * @param finish when its last write happens
 */
record ActionPlan(
        Kind kind,
        String requestId,
        String name,
        @Nullable String userId,
        @Nullable String projectId,
        Instant start,
        Instant finish,
        Outcome outcome) {

    private static final String TRACEBACK =
            "Traceback (most recent call last):\n  File \"/usr/lib/python2.7/site-packages/"
                    + "nova/compute/manager.py\", line 186, in decorated_function\nInstanceFaultRollback: simulated fault\n";

    /** How it ends: {@code BROKEN} reads Success in Nova although the server is left in ERROR, {@code HANGING} never ends. */
    enum Outcome {
        GOOD,
        FAILED,
        FAILED_AND_BROKEN,
        BROKEN,
        HANGING
    }

    boolean failed() {
        return outcome == Outcome.FAILED || outcome == Outcome.FAILED_AND_BROKEN;
    }

    Writers.Writer writer() {
        return new Writers.Writer(requestId, name);
    }

    Instant at(double share) {
        long millis = Duration.between(start, finish).toMillis();
        return start.plusMillis(StrictMath.round(millis * share));
    }

    SimulatedAction recorded() {
        return new SimulatedAction(
                requestId, name, userId, projectId, Clockwork.wholeSeconds(start), start, recordedEvents());
    }

    private List<SimulatedEvent> recordedEvents() {
        List<SimulatedEvent> recorded = new ArrayList<>();
        int count = kind.events.size();
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1;
            Instant from = Clockwork.wholeSeconds(at(i == 0 ? .02 : (double) i / count));
            Instant to = Clockwork.wholeSeconds(last ? finish : at((i + 1.0) / count));
            boolean error = last && failed();
            recorded.add(new SimulatedEvent(
                    kind.events.get(i), from, to, error ? "Error" : "Success", error ? TRACEBACK : null));
            if (last && outcome == Outcome.HANGING) {
                recorded.add(new SimulatedEvent(kind.events.get(i), to, null, null, null));
            }
        }
        return recorded;
    }
}
