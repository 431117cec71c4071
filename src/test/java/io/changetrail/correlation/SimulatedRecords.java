package io.changetrail.correlation;

import io.changetrail.ecs.ActionEvent;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.Diffs;
import io.changetrail.rms.HistoryItem;
import io.changetrail.simulation.ScoredLink;
import io.changetrail.simulation.World;
import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A simulated world as the records that the pollers would store at its end, and the links found in them. */
final class SimulatedRecords {

    private SimulatedRecords() {}

    /** All candidates with their scores; a first item's link names the path {@code ""} as the truth does. */
    static List<ScoredLink> links(World world) {
        return links(world, table(world));
    }

    static List<ScoredLink> links(World world, EffectTable table) {
        var correlator = new Correlator(table);
        var scored = new ArrayList<ScoredLink>();
        for (var server : world.servers()) {
            var items = items(server);
            var captures = new HashMap<UUID, HistoryItem>();
            items.forEach(item -> captures.put(item.id(), item));
            for (var link : correlator.correlate(actions(server), items).links()) {
                var item = captures.get(link.changeId());
                if (item != null) {
                    var paths = new HashSet<>(link.paths());
                    if (item.isFirst() && link.cause()) {
                        paths.add("");
                    }
                    scored.add(new ScoredLink(
                            server.id(), item.captureTime(), link.requestId(), paths, link.score(), link.cause()));
                }
            }
        }
        return scored;
    }

    /** With what the world's own records, without the truth about them, teach of actions that the shipped table does not have. */
    static EffectTable table(World world) {
        var shipped = EffectTable.load();
        return shipped.with(learn(servers(world)));
    }

    static Map<String, KindCounts> learn(List<KindLearning.Server> servers) {
        var byId = new HashMap<String, KindLearning.Server>();
        servers.stream()
                .filter(server -> !server.items().isEmpty())
                .forEach(server -> byId.put(server.items().getFirst().resourceId(), server));
        return KindLearning.of(byId.keySet(), id -> Objects.requireNonNull(byId.get(id)), EffectTable.load());
    }

    static List<KindLearning.Server> servers(World world) {
        return world.servers().stream()
                .map(server -> new KindLearning.Server(actions(server), items(server)))
                .toList();
    }

    /** Of those that share a request id Nova shows the events of the newest only. */
    static List<InstanceAction> actions(SimulatedServer server) {
        var newest = new HashMap<String, SimulatedAction>();
        server.actions().forEach(action -> newest.put(action.requestId(), action));
        var actions = new ArrayList<InstanceAction>();
        for (var action : server.actions()) {
            actions.add(action(server, action, actions.size(), newest.get(action.requestId()) == action));
        }
        return actions;
    }

    static List<HistoryItem> items(SimulatedServer server) {
        var items = new ArrayList<HistoryItem>();
        for (var item : server.items()) {
            items.add(item(server, item, items.isEmpty() ? null : items.getLast()));
        }
        return items;
    }

    private static InstanceAction action(SimulatedServer server, SimulatedAction action, int rank, boolean detailed) {
        var events = action.events().stream()
                .map(event -> new ActionEvent(
                        event.event(),
                        seconds(event.start()),
                        seconds(event.finish()),
                        event.result(),
                        event.traceback()))
                .toList()
                .reversed();
        var failed = events.stream().anyMatch(event -> "Error".equals(event.result()));
        return new InstanceAction(
                id(server.id(), action.requestId(), action.action(), String.valueOf(rank)),
                server.id(),
                server.projectId(),
                action.requestId(),
                action.action(),
                0,
                rank,
                action.userId(),
                action.start().truncatedTo(ChronoUnit.SECONDS),
                detailed ? null : updated(action),
                failed ? "Error" : null,
                detailed ? events : null,
                false,
                action.visibleFrom());
    }

    private static Instant updated(SimulatedAction action) {
        return action.events().stream()
                .flatMap(event -> Stream.of(event.start(), Objects.requireNonNullElse(event.finish(), event.start())))
                .reduce(action.start(), (one, other) -> one.isAfter(other) ? one : other)
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private static HistoryItem item(SimulatedServer server, SimulatedItem item, @Nullable HistoryItem predecessor) {
        JsonNode document = item.document();
        var status = document.path("status").asString("");
        var captured = document.path("capture_time").asString("");
        var updated = document.path("resource").path("updated").asString("");
        return new HistoryItem(
                id(server.id(), captured, status, ""),
                server.id(),
                server.projectId(),
                "ecs.cloudservers",
                Instant.parse(captured),
                status,
                updated.isEmpty() ? null : Instant.parse(updated),
                predecessor == null ? null : predecessor.captureTime(),
                Diffs.between(
                        predecessor == null ? null : predecessor.document(), document, status.endsWith(".DELETE")),
                document,
                item.visibleFrom());
    }

    private static @Nullable Instant seconds(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static UUID id(String... parts) {
        return UUID.nameUUIDFromBytes(String.join(" ", parts).getBytes(StandardCharsets.UTF_8));
    }
}
