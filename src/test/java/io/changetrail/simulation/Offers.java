package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a world shows and when, to a member who asks Nova for 2.58: its versions of actions and history items. */
final class Offers {

    private static final Microversion ASKED = new Microversion(2, 58);

    private Offers() {}

    static List<Offer> of(World world, SimulationSettings settings) {
        return world.servers().stream()
                .flatMap(server -> Stream.concat(items(server), actions(server, settings.tracebackForOwners())))
                .toList();
    }

    private static Stream<Offer> items(SimulatedServer server) {
        return RecordedResource.of(server).items().stream()
                .map(item -> new Offer(item.version(), item.captureTime(), item.visibleFrom(), item.goneFrom(), true));
    }

    private static Stream<Offer> actions(SimulatedServer server, boolean tracebacks) {
        return IntStream.range(0, server.actions().size())
                .boxed()
                .flatMap(index -> action(server, index, tracebacks).stream());
    }

    private static List<Offer> action(SimulatedServer server, int index, boolean tracebacks) {
        var rows = new ArrayList<Offer>();
        var details = new ArrayList<Offer>();
        var purged = server.purgedAt();
        var moments = moments(server, server.actions().get(index));
        while (!moments.isEmpty()) {
            var now = moments.removeFirst();
            if (purged == null || now.isBefore(purged)) {
                var until = moments.isEmpty() ? purged : earlier(moments.getFirst(), purged);
                var shown = ShownAction.at(server, index, now);
                extend(rows, shown, ActionViews.row(shown, ASKED), now, until, false);
                if (isNewestOfItsRequest(server, index, now)) {
                    extend(details, shown, ActionViews.detail(shown, ASKED, false, tracebacks), now, until, true);
                }
            }
        }
        rows.addAll(details);
        return rows;
    }

    private static void extend(
            List<Offer> offers,
            ShownAction shown,
            ObjectNode document,
            Instant from,
            @Nullable Instant until,
            boolean owed) {
        var version = shown.version(document);
        var before = offers.isEmpty() ? null : offers.getLast();
        var goesOn = before != null && before.version().equals(version) && from.equals(before.until());
        var began = goesOn && before != null ? offers.removeLast().from() : from;
        offers.add(new Offer(version, shown.identity().start(), began, until, owed));
    }

    /** All moments at which the action may look different from before, oldest first. */
    private static ArrayDeque<Instant> moments(SimulatedServer server, SimulatedAction action) {
        var own = action.events().stream()
                .flatMap(event -> Stream.of(event.start(), event.finish(), event.lateFrom()))
                .filter(Objects::nonNull);
        var siblings = server.actions().stream()
                .filter(other -> other.requestId().equals(action.requestId()))
                .map(SimulatedAction::visibleFrom);
        return Stream.concat(own, siblings)
                .filter(moment -> !moment.isBefore(action.visibleFrom()))
                .distinct()
                .sorted()
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private static boolean isNewestOfItsRequest(SimulatedServer server, int index, Instant now) {
        var request = server.actions().get(index).requestId();
        return server.actions().subList(index + 1, server.actions().size()).stream()
                .noneMatch(newer -> newer.requestId().equals(request)
                        && !newer.visibleFrom().isAfter(now));
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }
}
