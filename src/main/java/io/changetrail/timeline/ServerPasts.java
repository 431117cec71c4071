package io.changetrail.timeline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.changetrail.correlation.ChangeClass;
import io.changetrail.correlation.Link;
import io.changetrail.correlation.Links;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.ecs.InstanceActions;
import io.changetrail.inventory.Server;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.ResourceHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers what a server was at some moment and who made it so; blocks on the database, so never for an event-loop thread. */
@Component
public final class ServerPasts {

    private final ResourceHistory history;
    private final Links links;
    private final InstanceActions actions;
    private final WatermarkReader watermarks;

    ServerPasts(ResourceHistory history, Links links, InstanceActions actions, WatermarkReader watermarks) {
        this.history = history;
        this.links = links;
        this.actions = actions;
        this.watermarks = watermarks;
    }

    /** A server that no capture shows by then has no properties. */
    public ServerState state(Server server, Instant at, Basis basis) {
        var items = history.ofResource(server.id());
        var past = ServerPast.until(at, basis, items, best(classes(server, items)));
        var shown = past.lastShown();
        return new ServerState(
                at,
                past.last().map(HistoryItem::id).orElse(null),
                shown.map(item -> item.resource().path("properties"))
                        .filter(JsonNode::isObject)
                        .orElseGet(JsonNodeFactory.instance::objectNode),
                shown.map(item -> item.document().path("relations"))
                        .filter(JsonNode::isArray)
                        .orElseGet(JsonNodeFactory.instance::arrayNode));
    }

    /** The difference of the two states, not the sum of the changes between them. */
    public ServerDiff diff(Server server, Instant from, Instant to, Basis basis) {
        var items = history.ofResource(server.id());
        var best = best(classes(server, items));
        var before = ServerPast.until(from, basis, items, best);
        var after = ServerPast.until(to, basis, items, best);
        var between = after.since(before).stream().map(HistoryItem::id).toList();
        var causes = causes(server, between);
        return new ServerDiff(
                from,
                to,
                EntryAssembler.differences(before.difference(after)),
                between,
                between.stream()
                        .flatMap(id -> causes.getOrDefault(id, List.of()).stream())
                        .map(Link::requestId)
                        .distinct()
                        .toList());
    }

    /** By path in natural order. */
    public List<BlameRow> blame(Server server, Instant at, Basis basis, Instant now) {
        var known = watermarks.at(List.of(server.projectId()), now);
        var items = history.ofResource(server.id());
        var classes = classes(server, items);
        var best = best(classes);
        var written = Replay.of(ServerPast.until(at, basis, items, best));
        var writers = written.stream().map(row -> row.item().id()).distinct().toList();
        var causes = causes(server, writers);
        var assembler = new BlameAssembler(
                causes,
                actions(server, causes.values().stream().flatMap(List::stream)),
                classes,
                items.stream().collect(toMap(HistoryItem::id, item -> ServerPast.time(item, basis, best))),
                known);
        return written.stream().map(assembler::row).toList();
    }

    private Map<UUID, ChangeClass> classes(Server server, List<HistoryItem> items) {
        return links
                .changeClasses(
                        List.of(server.id()),
                        items.stream().map(HistoryItem::id).toList())
                .stream()
                .collect(toMap(ChangeClass::changeId, Function.identity()));
    }

    private static Map<UUID, Instant> best(Map<UUID, ChangeClass> classes) {
        var best = new HashMap<UUID, Instant>();
        for (var known : classes.values()) {
            if (known.best() != null) {
                best.put(known.changeId(), known.best());
            }
        }
        return best;
    }

    private Map<UUID, List<Link>> causes(Server server, List<UUID> changes) {
        return links.ofChanges(List.of(server.id()), changes).stream()
                .filter(Link::cause)
                .collect(groupingBy(Link::changeId));
    }

    private Map<UUID, InstanceAction> actions(Server server, Stream<Link> named) {
        return actions
                .find(List.of(server.id()), named.map(Link::actionId).distinct().toList())
                .stream()
                .collect(toMap(InstanceAction::id, Function.identity()));
    }
}
