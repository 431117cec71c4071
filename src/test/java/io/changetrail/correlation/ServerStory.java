package io.changetrail.correlation;

import io.changetrail.ecs.ActionEvent;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.Diffs;
import io.changetrail.rms.HistoryItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the records of one server by hand; times are seconds after noon of 2026-03-01 UTC. */
final class ServerStory {

    static final String SERVER = "d418cc33-dd14-43f7-aa1e-a72ecab1a9b3";
    static final String PROJECT = "ecabfaea4fd6425ba80d6f8860d8847d";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<InstanceAction> actions = new ArrayList<>();
    private final List<HistoryItem> items = new ArrayList<>();
    private ObjectNode resource = (ObjectNode) JSON.readTree("""
            {"id": "%s", "name": "web", "created": "2025-01-01T00:00:00Z", "updated": "2026-03-01T00:00:00Z",
             "state": null, "tags": {},
             "properties": {"OsExtStsVmState": "active", "OsExtStsPowerState": 1, "status": "ACTIVE",
              "OsExtStsTaskState": null, "locked": false, "hostId": "h1", "userId": "u-owner", "keyName": "k1",
              "OsSrvUsgLaunchedAt": "2025-01-01T00:01:00.000000", "flavor": {"id": "s2.medium.1"},
              "metadata": {"meteringImageId": "i1"}, "ExtVolumesAttached": [{"id": "v0", "device": "/dev/vda"}]}}
            """.formatted(SERVER));
    private ObjectNode relations = JSON.createObjectNode();

    ServerStory() {
        capture(-86_400, it -> {});
    }

    private ServerStory(boolean empty) {}

    static ServerStory ofNewServer() {
        return new ServerStory(true);
    }

    static Instant at(double seconds) {
        return NOON.plusMillis(Math.round(seconds * 1_000));
    }

    ServerStory action(String request, String name, double start, double end) {
        return action(request, name, start, end, "Success");
    }

    ServerStory action(String request, String name, double start, @Nullable Double end, @Nullable String result) {
        var event = new ActionEvent("compute_" + name, at(start), end == null ? null : at(end), result, null);
        var id = UUID.nameUUIDFromBytes((request + name + start).getBytes(StandardCharsets.UTF_8));
        actions.add(new InstanceAction(
                id,
                SERVER,
                PROJECT,
                request,
                name,
                0,
                actions.size(),
                "u-owner",
                at(start),
                null,
                "Error".equals(result) ? "Error" : null,
                List.of(event),
                false,
                NOON));
        return this;
    }

    /** Sets {@code updated} and whatever else, and captures. */
    ServerStory capture(double time, double updated, Consumer<ObjectNode> change) {
        return capture(time, it -> {
            it.put("updated", at(updated).toString());
            change.accept(it);
        });
    }

    ServerStory capture(double time, Consumer<ObjectNode> change) {
        change.accept(resource);
        return item(time, items.isEmpty() ? "ResourceChanged.CREATE" : "ResourceChanged.UPDATE", resource.deepCopy());
    }

    ServerStory deleted(double time) {
        var gone = JSON.createObjectNode().put("id", SERVER).put("state", "deleted");
        return item(time, "ResourceChanged.DELETE", gone);
    }

    private ServerStory item(double time, String status, ObjectNode content) {
        var document = JSON.createObjectNode();
        document.set("resource", content);
        document.set("relations", relations.deepCopy());
        var previous = items.isEmpty() ? null : items.getLast();
        var updated = content.path("updated").asString(null);
        items.add(new HistoryItem(
                UUID.nameUUIDFromBytes((status + time).getBytes(StandardCharsets.UTF_8)),
                SERVER,
                PROJECT,
                "ecs.cloudservers",
                at(time),
                status,
                updated == null ? null : Instant.parse(updated),
                previous == null ? null : previous.captureTime(),
                Diffs.between(previous == null ? null : previous.document(), document, status.endsWith(".DELETE")),
                document,
                NOON));
        return this;
    }

    static Consumer<ObjectNode> power(String vm, int power, String status) {
        return it -> properties(it)
                .put("OsExtStsVmState", vm)
                .put("OsExtStsPowerState", power)
                .put("status", status);
    }

    static Consumer<ObjectNode> stopped() {
        return power("stopped", 4, "SHUTOFF");
    }

    static Consumer<ObjectNode> active() {
        return power("active", 1, "ACTIVE");
    }

    static Consumer<ObjectNode> property(String name, @Nullable String value) {
        return it -> properties(it).put(name, value);
    }

    static Consumer<ObjectNode> flavor(String id) {
        return it -> ((ObjectNode) properties(it).get("flavor")).put("id", id);
    }

    static Consumer<ObjectNode> volumes(String... ids) {
        return it -> {
            var list = properties(it).putArray("ExtVolumesAttached");
            var letter = 'a';
            for (var id : ids) {
                list.addObject().put("id", id).put("device", "/dev/vd" + letter++);
            }
        };
    }

    static ObjectNode properties(ObjectNode resource) {
        return (ObjectNode) resource.get("properties");
    }

    List<InstanceAction> actions() {
        return actions;
    }

    List<HistoryItem> items() {
        return items;
    }

    Correlation correlate() {
        return new Correlator().correlate(actions, items);
    }

    HistoryItem last() {
        return items.getLast();
    }
}
