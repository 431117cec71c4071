package io.changetrail.bench;

import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a simulated cloud for everything about its servers and keeps the bytes of those with enough past. */
final class ServerTemplates {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SimulatedCloudCaller cloud;
    private final String domainId;
    private final int items;
    private final int actions;
    private final boolean newestItems;

    private ServerTemplates(SimulatedCloudCaller cloud, String domainId, int items, int actions, boolean newestItems) {
        this.cloud = cloud;
        this.domainId = domainId;
        this.items = items;
        this.actions = actions;
        this.newestItems = newestItems;
    }

    /** Servers with exactly so many history items and actions each: the oldest items and the newest actions. */
    static Recorded record(int items, int actions) {
        return record(16, 16, items, actions, false);
    }

    /** Servers with exactly so many history items and actions each, of the same time, so that most items have a cause. */
    static Recorded recordNewest(int items, int actions) {
        return recordNewest(16, 16, items, actions);
    }

    /** The same, of an account of so many servers, after so many days. */
    static Recorded recordNewest(int servers, int days, int items, int actions) {
        return record(servers, days, items, actions, true);
    }

    private static Recorded record(int servers, int days, int items, int actions, boolean newestItems) {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(servers).projects(4), 4711, NOW.minus(Duration.ofDays(days)), NOW);
        try (var cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC))) {
            var caller = new SimulatedCloudCaller(cloud.environment());
            var templates = new ServerTemplates(caller, world.domainId(), items, actions, newestItems);
            return new Recorded(
                    world.domainId(),
                    world.projects().stream()
                            .map(World.Project::id)
                            .flatMap(project -> templates.of(project).stream())
                            .toList());
        }
    }

    private List<ServerTemplate> of(String project) {
        return cloud.ecs(project, "/servers/detail")
                .path("servers")
                .valueStream()
                .map(row -> template(project, row))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable ServerTemplate template(String project, JsonNode row) {
        var id = row.path("id").stringValue();
        var list = cloud.ecs(project, "/servers/" + id + "/os-instance-actions");
        var order = newestItems ? "Reverse" : "Forward";
        var history = cloud.rms(domainId, "/resources/" + id + "/history?limit=200&chronological_order=" + order);
        cut(list, "instanceActions", actions);
        cut(history, "items", items);
        if (newestItems) {
            ((ObjectNode) history).set("items", reversed((ArrayNode) history.path("items")));
        }
        ((ObjectNode) history)
                .putObject("page_info")
                .put("current_count", items)
                .putNull("next_marker");
        if (list.path("instanceActions").size() < actions
                || history.path("items").size() < items) {
            return null;
        }
        return new ServerTemplate(
                id.substring(8),
                project,
                patched(row, id),
                patched(list, id),
                details(project, id, list),
                patched(history.path("items").get(items - 1).path("resource"), id),
                patched(history, id));
    }

    private Map<String, Patched> details(String project, String id, JsonNode list) {
        var details = new HashMap<String, Patched>();
        for (var action : list.path("instanceActions")) {
            var request = action.path("request_id").stringValue();
            var detail = cloud.ecs(project, "/servers/" + id + "/os-instance-actions/" + request);
            details.put(request.substring("req-12345678".length()), patched(detail, id));
        }
        return details;
    }

    /** Both lists begin with what is kept: Nova's with the newest, that of the history as it was asked for. */
    private static void cut(JsonNode answer, String name, int most) {
        var list = (ArrayNode) answer.path(name);
        while (list.size() > most) {
            list.remove(list.size() - 1);
        }
    }

    private static ArrayNode reversed(ArrayNode list) {
        return JSON.createArrayNode().addAll(list.valueStream().toList().reversed());
    }

    private static Patched patched(JsonNode document, String id) {
        return new Patched(JSON.writeValueAsString(document), id);
    }

    /** The account and those of its servers that can be served as many. */
    record Recorded(String domainId, List<ServerTemplate> servers) {}
}
