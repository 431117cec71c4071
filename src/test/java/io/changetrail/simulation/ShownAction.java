package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedEvent;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * An action as it stands at a moment: what has not happened yet is not in it.
 *
 * @param ordinal tells twins apart that agree in request id, name and start; 0 for the oldest
 * @param events oldest first; an unfinished one has neither finish nor result
 * @param updatedAt whole seconds: the start, or the last start or finish of an event
 */
record ShownAction(
        SimulatedServer server, SimulatedAction action, int ordinal, List<SimulatedEvent> events, Instant updatedAt) {

    /** Newest first, as Nova lists them. */
    static List<ShownAction> all(SimulatedServer server, Instant now) {
        return IntStream.range(0, server.actions().size())
                .filter(index -> !server.actions().get(index).visibleFrom().isAfter(now))
                .mapToObj(index -> at(server, index, now))
                .toList()
                .reversed();
    }

    /** The action at that place of the server's life as it stands when it is visible. */
    static ShownAction at(SimulatedServer server, int index, Instant now) {
        var action = server.actions().get(index);
        var ordinal = server.actions().subList(0, index).stream()
                .filter(older ->
                        key(older).equals(key(action)) && !older.visibleFrom().isAfter(now))
                .count();
        return at(server, action, Math.toIntExact(ordinal), now);
    }

    RecordVersion version(ObjectNode document) {
        return new Served.Shown(identity(), ordinal, document).version();
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
                .mapToObj(ordinal -> identity(ordinal, events.get(ordinal)))
                .toList();
    }

    private Served.Event identity(int ordinal, SimulatedEvent event) {
        var finish = event.finish();
        return new Served.Event(
                identity(),
                ordinal,
                event.event(),
                event.start().truncatedTo(ChronoUnit.SECONDS),
                finish == null ? null : finish.truncatedTo(ChronoUnit.SECONDS),
                event.result());
    }

    private static List<Object> key(SimulatedAction action) {
        return List.of(action.requestId(), action.action(), action.start().truncatedTo(ChronoUnit.SECONDS));
    }

    private static ShownAction at(SimulatedServer server, SimulatedAction action, int ordinal, Instant now) {
        var events = action.events().stream()
                .filter(event -> !event.start().isAfter(now))
                .filter(event -> event.lateFrom() == null || !event.lateFrom().isAfter(now))
                .map(event -> at(event, now))
                .toList();
        var updatedAt = events.stream()
                .filter(event -> event.lateFrom() == null)
                .flatMap(event -> Stream.concat(Stream.of(event.start()), Stream.ofNullable(event.finish())))
                .reduce(action.start(), (one, other) -> one.isAfter(other) ? one : other);
        return new ShownAction(server, action, ordinal, events, updatedAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private static SimulatedEvent at(SimulatedEvent event, Instant now) {
        var finish = event.finish();
        return finish != null && !finish.isAfter(now)
                ? event
                : new SimulatedEvent(event.event(), event.start(), null, null, null, event.lateFrom());
    }
}
