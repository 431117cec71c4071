package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        var offers = new ArrayList<Offer>();
        var moments = moments(server);
        var purged = server.purgedAt();
        var now = moments.pollFirst();
        while (now != null && (purged == null || now.isBefore(purged))) {
            var next = moments.isEmpty() ? purged : earlier(moments.first(), purged);
            var newest = new ArrayList<String>();
            for (var shown : ShownAction.all(server, now)) {
                var request = shown.action().requestId();
                extend(offers, shown.version(ActionViews.row(shown, ASKED)), shown, now, next, false);
                if (!newest.contains(request)) {
                    newest.add(request);
                    var detail = ActionViews.detail(shown, ASKED, false, tracebacks);
                    extend(offers, shown.version(detail), shown, now, next, true);
                }
            }
            now = moments.pollFirst();
        }
        return offers.stream();
    }

    private static void extend(
            List<Offer> offers,
            RecordVersion version,
            ShownAction shown,
            Instant from,
            @Nullable Instant until,
            boolean owed) {
        var began = from;
        for (int i = offers.size() - 1; i >= 0; i--) {
            var known = offers.get(i);
            if (known.version().equals(version) && Objects.equals(known.until(), from)) {
                began = known.from();
                offers.remove(i);
                break;
            }
        }
        offers.add(new Offer(version, shown.identity().start(), began, until, owed));
    }

    /** All moments at which any action of the server looks different from before. */
    private static TreeSet<Instant> moments(SimulatedServer server) {
        var moments = new TreeSet<Instant>();
        for (var action : server.actions()) {
            moments.add(action.visibleFrom());
            for (var event : action.events()) {
                Stream.of(event.start(), event.finish(), event.lateFrom())
                        .filter(Objects::nonNull)
                        .forEach(moments::add);
            }
        }
        return moments;
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }
}
