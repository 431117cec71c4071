package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedEvent;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An action as it stands at a moment: what has not happened yet is not in it.
 *
 * @param events oldest first; an unfinished one has neither finish nor result
 * @param updatedAt whole seconds: the start, or the last start or finish of an event
 */
record ShownAction(SimulatedServer server, SimulatedAction action, List<SimulatedEvent> events, Instant updatedAt) {

    /** Newest first, as Nova lists them. */
    static List<ShownAction> all(SimulatedServer server, Instant now) {
        return server.actions().reversed().stream()
                .filter(action -> !action.visibleFrom().isAfter(now))
                .map(action -> at(server, action, now))
                .toList();
    }

    boolean failed() {
        return events.stream().anyMatch(event -> "Error".equals(event.result()));
    }

    Served.Row identity() {
        return new Served.Row(
                server.id(), action.requestId(), action.action(), action.start().truncatedTo(ChronoUnit.SECONDS));
    }

    List<Served.Event> eventIdentities() {
        return IntStream.range(0, events.size())
                .mapToObj(ordinal -> new Served.Event(
                        identity(),
                        ordinal,
                        events.get(ordinal).event(),
                        events.get(ordinal).start().truncatedTo(ChronoUnit.SECONDS)))
                .toList();
    }

    private static ShownAction at(SimulatedServer server, SimulatedAction action, Instant now) {
        var events = action.events().stream()
                .filter(event -> !event.start().isAfter(now))
                .filter(event -> event.lateFrom() == null || !event.lateFrom().isAfter(now))
                .map(event -> at(event, now))
                .toList();
        var updatedAt = events.stream()
                .filter(event -> event.lateFrom() == null)
                .flatMap(event -> Stream.concat(Stream.of(event.start()), Stream.ofNullable(event.finish())))
                .reduce(action.start(), (one, other) -> one.isAfter(other) ? one : other);
        return new ShownAction(server, action, events, updatedAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private static SimulatedEvent at(SimulatedEvent event, Instant now) {
        var finish = event.finish();
        return finish != null && !finish.isAfter(now)
                ? event
                : new SimulatedEvent(event.event(), event.start(), null, null, null, event.lateFrom());
    }
}
