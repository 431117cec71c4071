package io.changetrail.simulation;

import io.changetrail.simulation.World.Project;
import io.changetrail.simulation.World.ServerRow;
import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedEvent;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The world of the recorded Nova, put together from its answers; where no detail was recorded an action has one event. */
public final class RecordedWorld {

    static final Project DEMO = new Project("5277c71cf3604b5bbea98708218b250b", "demo");
    static final Project ADMIN = new Project("12aa5b82d19d43d88d00d7d3f16db90b", "admin");
    static final Project OTHER = new Project("00000000000000000000000000000000", "other");

    private static final String QUIET = "1ace9ff3-a94e-4602-adc8-d4f3fb052eb3";
    private static final String UNSCHEDULED = "cbd28784-8669-4f9a-b7f3-78179f7954d6";
    private static final String OF_OTHERS = "fe20ddf8-8346-491d-a24f-2a936abc7144";
    private static final String OF_ADMIN = "fcb583e7-7efe-41f6-87ca-7f1f1e3649ea";
    private static final Instant BEFORE = Instant.parse("2026-11-22T00:00:00Z");

    private final Map<String, List<JsonNode>> lists = new LinkedHashMap<>();
    private final Map<String, JsonNode> details = new LinkedHashMap<>();
    private List<JsonNode> servers = List.of();
    private List<String> alive = List.of();
    private JsonNode quiet = PythonJson.object();

    public static World build() {
        var made = new RecordedWorld();
        RecordedPair.all().stream().filter(pair -> pair.status() == 200).forEach(made::take);
        return new World(
                "recorded",
                1,
                "RegionOne",
                "default",
                "Default",
                List.of(DEMO, ADMIN, OTHER),
                made.servers(),
                List.of());
    }

    private void take(RecordedPair pair) {
        var body = PythonJson.MAPPER.readTree(pair.body());
        var actions = body.path("instanceActions");
        if (!actions.isEmpty() && actions.path(0).has("updated_at")) {
            var rows = actions.valueStream().toList();
            lists.merge(serverId(rows.getFirst()), rows, (one, next) -> next.size() >= one.size() ? next : one);
        }
        var detail = body.path("instanceAction");
        if (detail.has("events")) {
            var whole = pair.requestHeader("X-Auth-Token").orElse("").equals("<token:admin>") || pair.number() == 421;
            details.merge(key(detail), detail, (known, next) -> whole ? next : known);
        }
        switch (pair.number()) {
            case 325 -> alive = ids(body);
            case 332 -> servers = body.path("servers").valueStream().toList();
            case 347 -> quiet = body.path("servers").path(0);
            default -> {}
        }
    }

    private List<SimulatedServer> servers() {
        var ids = new LinkedHashSet<>(
                servers.stream().map(row -> row.path("id").asString()).toList());
        ids.addAll(List.of(UNSCHEDULED, OF_OTHERS, OF_ADMIN));
        return ids.stream().map(this::server).toList();
    }

    private SimulatedServer server(String id) {
        var rows = lists.getOrDefault(id, List.of());
        var unlisted = details.values().stream()
                .filter(detail -> serverId(detail).equals(id))
                .filter(detail -> rows.stream().noneMatch(row -> key(row).equals(key(detail))))
                .sorted(Comparator.comparing(
                                (JsonNode detail) -> detail.path("start_time").asString())
                        .reversed());
        var actions = new ArrayList<>(
                Stream.concat(rows.stream(), unlisted).map(this::action).toList());
        var project = id.equals(OF_OTHERS) ? OTHER : id.equals(OF_ADMIN) ? ADMIN : DEMO;
        return new SimulatedServer(id, project.id(), actions.reversed(), rows(id), List.of(), null);
    }

    private SimulatedAction action(JsonNode row) {
        var start = time(row, "start_time");
        var detail = details.get(key(row));
        var events = detail == null ? List.of(event(row)) : events(detail);
        return new SimulatedAction(
                row.path("request_id").asString(),
                row.path("action").asString(),
                text(row, "user_id"),
                text(row, "project_id"),
                start,
                serverId(row).equals(UNSCHEDULED) ? seen(row) : start,
                events);
    }

    /** The scheduler took two seconds; the delete then came within the second of the create's end. */
    private static Instant seen(JsonNode row) {
        return row.path("action").asString().equals("create")
                ? time(row, "updated_at")
                : time(row, "start_time").plusMillis(500);
    }

    private static SimulatedEvent event(JsonNode row) {
        return new SimulatedEvent(
                "unrecorded",
                time(row, "start_time"),
                time(row, "updated_at"),
                row.path("message").isNull() ? "Success" : "Error",
                null);
    }

    private static List<SimulatedEvent> events(JsonNode detail) {
        return detail.path("events").valueStream().toList().reversed().stream()
                .map(event -> new SimulatedEvent(
                        event.path("event").asString(),
                        time(event, "start_time"),
                        event.path("finish_time").isNull() ? null : time(event, "finish_time"),
                        text(event, "result"),
                        text(event, "traceback")))
                .toList();
    }

    private List<ServerRow> rows(String id) {
        return id.equals(UNSCHEDULED)
                ? List.of(unscheduled("11", "BUILD"), unscheduled("13", "ACTIVE"))
                : List.of(row(id));
    }

    private static ServerRow unscheduled(String second, String status) {
        var updated = "2026-11-22T00:44:" + second + "Z";
        var document = PythonJson.object()
                .put("id", UNSCHEDULED)
                .put("status", status)
                .put("created", "2026-11-22T00:44:11Z")
                .put("updated", updated)
                .put("OS-EXT-STS:task_state", status.equals("BUILD") ? "scheduling" : "deleting");
        return new ServerRow(Instant.parse(updated), document);
    }

    private ServerRow row(String id) {
        if (id.equals(QUIET)) {
            return new ServerRow(BEFORE, (ObjectNode) quiet);
        }
        var place =
                servers.stream().map(row -> row.path("id").asString()).toList().indexOf(id);
        var created = Instant.parse("2026-11-22T00:32:53Z")
                .minus(Duration.ofSeconds(place))
                .toString();
        var document = PythonJson.object()
                .put("id", id)
                .put(
                        "name",
                        place < 0 ? "unlisted" : servers.get(place).path("name").asString())
                .put("status", place < 0 || alive.contains(id) ? "ACTIVE" : "DELETED")
                .put("created", created)
                .put("updated", created);
        return new ServerRow(BEFORE, document);
    }

    private static List<String> ids(JsonNode body) {
        return body.path("servers")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    private static String serverId(JsonNode row) {
        return row.path("instance_uuid").asString();
    }

    private static String key(JsonNode row) {
        return serverId(row) + row.path("request_id").asString();
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).asString() : null;
    }

    private static Instant time(JsonNode node, String field) {
        return NovaTime.read(node.path(field).asString()).orElseThrow();
    }
}
