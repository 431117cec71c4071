package io.changetrail.simulation;

import io.changetrail.simulation.World.Project;
import io.changetrail.simulation.World.ServerRow;
import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedEvent;
import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server's life written down by hand, act by act; all moments are seconds after the life's zero. */
final class AwkwardServer {

    static final String DOMAIN = "daf2557fc0de4da09e128441baa71697";
    static final Project PROJECT = new Project("ecabfaea4fd6425ba80d6f8860d8847d", "eu-de_TSRU");
    static final String USER = "e3b5c19edad843e682a6a21a3b950127";

    private static final ObjectNode SAMPLE = sample();

    private final String id;
    private final Instant zero;
    private final List<SimulatedAction> actions = new ArrayList<>();
    private final List<ServerRow> rows = new ArrayList<>();
    private final List<SimulatedItem> items = new ArrayList<>();
    private ObjectNode item;
    private long created;

    AwkwardServer(String id, Instant zero) {
        this.id = id;
        this.zero = zero;
        this.item = SAMPLE.deepCopy();
        item.put("resource_id", id);
        item.path("relations").forEach(relation -> ((ObjectNode) relation).put("from_resource_id", id));
        resource().put("id", id).put("name", AwkwardTruth.nameOf(id));
    }

    Instant at(long second) {
        return zero.plusSeconds(second);
    }

    /** A plain start of life, seen by both clouds: asked for at {@code second}, running 9 seconds later. */
    AwkwardServer created(String request, long second) {
        created = second;
        return action(
                        request,
                        "create",
                        second,
                        event("compute__do_build_and_run_instance", second + 1, second + 9, "Success"))
                .row("ACTIVE", second + 9)
                .item("ResourceChanged.CREATE", second + 9, second + 15, resource -> {});
    }

    AwkwardServer createdAt(long second) {
        created = second;
        return this;
    }

    AwkwardServer action(String request, String name, long second, SimulatedEvent... events) {
        actions.add(new SimulatedAction(request, name, USER, PROJECT.id(), at(second), at(second), List.of(events)));
        return this;
    }

    /** An action that nobody called. */
    AwkwardServer systemAction(String request, String name, long second, SimulatedEvent... events) {
        actions.add(new SimulatedAction(request, name, null, null, at(second), at(second), List.of(events)));
        return this;
    }

    SimulatedEvent event(String name, long start, @Nullable Long finish, @Nullable String result) {
        return new SimulatedEvent(name, at(start), finish == null ? null : at(finish), result, null);
    }

    SimulatedEvent event(String name, long start, long finish, String result) {
        return event(name, start, Long.valueOf(finish), result);
    }

    /** Nova's list shows the server so from then on. */
    AwkwardServer row(String status, long updated) {
        var document = PythonJson.object()
                .put("id", id)
                .put("name", resource().path("name").asString())
                .put("status", status)
                .put("tenant_id", PROJECT.id())
                .put("user_id", USER)
                .put("created", at(created).toString())
                .put("updated", at(updated).toString());
        rows.add(new ServerRow(at(updated), document));
        return this;
    }

    /** Another item, made from the one before by {@code change}, with a checksum of its own. */
    AwkwardServer item(String status, long updated, long captured, Consumer<ObjectNode> change) {
        return item(status, updated, captured, change, item -> {});
    }

    /** @param last has its way with the whole item after everything else, for this item only */
    AwkwardServer item(
            String status, long updated, long captured, Consumer<ObjectNode> change, Consumer<ObjectNode> last) {
        items.add(new SimulatedItem(at(captured), document(status, updated, captured, change, last)));
        return this;
    }

    ObjectNode document(
            String status, long updated, long captured, Consumer<ObjectNode> change, Consumer<ObjectNode> last) {
        change.accept(resource());
        resource()
                .put("created", at(created).toString())
                .put("updated", at(updated).toString());
        resource().put("checksum", Account.digest("SHA-256", withoutChecksum().toString()));
        var captureTime = at(captured).plusMillis(29).toString();
        var document = item.deepCopy().put("status", status).put("capture_time", captureTime);
        last.accept(document);
        return document;
    }

    AwkwardServer served(SimulatedItem made) {
        items.add(made);
        return this;
    }

    /** The published form: no times, tags or properties, an empty checksum. */
    AwkwardServer deletedItem(long captured) {
        return item("ResourceChanged.DELETE", captured, captured, resource -> {}, document -> {
            ((ArrayNode) document.path("relations")).removeAll();
            ((ObjectNode) document.path("resource"))
                    .put("checksum", "")
                    .put("state", "deleted")
                    .remove(List.of("created", "updated", "tags", "properties", "provisioning_state"));
        });
    }

    SimulatedServer made() {
        return new SimulatedServer(id, PROJECT.id(), List.copyOf(actions), List.copyOf(rows), List.copyOf(items), null);
    }

    static ObjectNode properties(ObjectNode resource) {
        return (ObjectNode) resource.path("properties");
    }

    private ObjectNode withoutChecksum() {
        return resource().deepCopy().put("checksum", "");
    }

    private ObjectNode resource() {
        return (ObjectNode) item.path("resource");
    }

    private static ObjectNode sample() {
        try {
            var text = Files.readString(Path.of("src/test/resources/samples/rms-history.json"));
            return (ObjectNode) PythonJson.MAPPER.readTree(text).path("items").path(0);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
