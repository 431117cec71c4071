package io.changetrail.timeline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.changetrail.correlation.ActionClass;
import io.changetrail.correlation.ChangeClass;
import io.changetrail.correlation.Link;
import io.changetrail.correlation.Links;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.ecs.InstanceActions;
import io.changetrail.inventory.Server;
import io.changetrail.inventory.Servers;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.ResourceHistory;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fetches the records of a page in a fixed number of queries, however long the page is. */
@Component
final class RecordReader {

    private final InstanceActions actions;
    private final ResourceHistory history;
    private final Links links;
    private final Servers servers;

    RecordReader(InstanceActions actions, ResourceHistory history, Links links, Servers servers) {
        this.actions = actions;
        this.history = history;
        this.links = links;
        this.servers = servers;
    }

    PageRecords read(List<TimelineKey> keys, boolean raw) {
        var serverIds = keys.stream().map(TimelineKey::serverId).collect(Collectors.toSet());
        var actionIds = ids(keys, Kind.ACTION);
        var changeIds = ids(keys, Kind.CHANGE);
        var linked = links.of(serverIds, changeIds, actionIds);
        var named = new HashSet<>(actionIds);
        linked.stream().filter(link -> changeIds.contains(link.changeId())).forEach(link -> named.add(link.actionId()));
        return new PageRecords(
                byId(actions.find(serverIds, named), InstanceAction::id),
                byId(items(serverIds, changeIds, raw), HistoryItem::id),
                linked.stream().collect(groupingBy(Link::changeId)),
                linked.stream().collect(groupingBy(Link::actionId)),
                changeIds.isEmpty() ? Map.of() : byId(links.changeClasses(serverIds, changeIds), ChangeClass::changeId),
                actionIds.isEmpty() ? Map.of() : byId(links.actionClasses(serverIds, actionIds), ActionClass::actionId),
                names(serverIds),
                raw ? actions.documents(serverIds, actionIds) : Map.<UUID, JsonNode>of());
    }

    private List<HistoryItem> items(Set<String> serverIds, Set<UUID> ids, boolean raw) {
        return raw ? history.find(serverIds, ids) : history.findWithoutDocuments(serverIds, ids);
    }

    private Map<String, String> names(Collection<String> serverIds) {
        return servers.find(serverIds).stream()
                .filter(server -> server.name() != null)
                .collect(toMap(Server::id, server -> String.valueOf(server.name())));
    }

    private static Set<UUID> ids(List<TimelineKey> keys, Kind kind) {
        return keys.stream()
                .filter(key -> key.kind() == kind)
                .map(key -> key.position().id())
                .collect(Collectors.toSet());
    }

    private static <T> Map<UUID, T> byId(List<T> records, Function<T, UUID> id) {
        return records.stream().collect(toMap(id, Function.identity(), (first, second) -> first));
    }
}
