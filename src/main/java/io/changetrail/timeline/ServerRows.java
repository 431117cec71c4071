package io.changetrail.timeline;

import io.changetrail.inventory.Server;
import io.changetrail.inventory.ServerQuery;
import io.changetrail.inventory.Servers;
import io.changetrail.rms.ResourceHistory;
import io.changetrail.timeline.ServerCounts.Counts;
import io.changetrail.timeline.ServerRow.Freshness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lists servers with their counts; blocks on the database, so never for an event-loop thread. */
@Component
public final class ServerRows {

    private final Servers servers;
    private final ResourceHistory history;
    private final ServerCounts counts;
    private final WatermarkReader watermarks;

    ServerRows(Servers servers, ResourceHistory history, ServerCounts counts, WatermarkReader watermarks) {
        this.servers = servers;
        this.history = history;
        this.counts = counts;
        this.watermarks = watermarks;
    }

    public List<ServerRow> list(ServerQuery query, Instant now) {
        return rows(servers.list(query), now);
    }

    /** The row with the properties of the last capture that shows the server. */
    public ServerRow withProperties(Server server, Instant now) {
        JsonNode properties = history.lastSeen(server.id())
                .map(item -> item.resource().path("properties"))
                .filter(JsonNode::isObject)
                .orElseGet(JsonNodeFactory.instance::objectNode);
        return row(server, count(List.of(server), now).getOrDefault(server.id(), Counts.NONE), properties);
    }

    private List<ServerRow> rows(List<Server> found, Instant now) {
        var counted = count(found, now);
        return found.stream()
                .map(server -> row(server, counted.getOrDefault(server.id(), Counts.NONE), null))
                .toList();
    }

    private Map<String, Counts> count(List<Server> found, Instant now) {
        var projects = found.stream().map(Server::projectId).collect(Collectors.toSet());
        return counts.of(found.stream().map(Server::id).toList(), watermarks.at(projects, now));
    }

    private static ServerRow row(Server server, Counts counts, @Nullable JsonNode properties) {
        return new ServerRow(
                server.id(),
                server.name(),
                server.projectId(),
                server.region(),
                server.state(),
                server.firstSeen(),
                server.lastSeen(),
                server.deletedAt(),
                counts.actions(),
                counts.changes(),
                counts.unattributed(),
                new Freshness(server.ecsReadAt(), server.rmsReadAt()),
                properties);
    }
}
