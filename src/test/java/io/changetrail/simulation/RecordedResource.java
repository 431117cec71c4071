package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One server as RMS records it.
 *
 * @param items oldest capture first
 */
record RecordedResource(String id, List<Item> items) {

    /**
     * One history item.
     *
     * @param number its place in the server's whole history, which breaks ties of capture time
     */
    record Item(
            int number,
            Instant captureTime,
            Instant visibleFrom,
            @Nullable Instant goneFrom,
            ObjectNode document) {

        boolean visible(Instant now) {
            return !visibleFrom.isAfter(now) && (goneFrom == null || goneFrom.isAfter(now));
        }

        boolean deletes() {
            return document.path("status").asString().endsWith(".DELETE");
        }

        RecordVersion version() {
            var resource = document.path("resource_id").asString();
            var status = document.path("status").asString();
            return RecordVersion.item(resource, captureTime, status, RecordVersion.hash(document));
        }

        String key() {
            return document.path("resource_id").asString() + "/" + captureTime.toEpochMilli() + "/" + number;
        }
    }

    /** The whole history, also what is not visible yet. */
    static RecordedResource of(SimulatedServer server) {
        var items = IntStream.range(0, server.items().size())
                .mapToObj(number -> item(number, server.items().get(number)))
                .sorted(Comparator.comparing(Item::captureTime).thenComparing(Item::number))
                .toList();
        return new RecordedResource(server.id(), items);
    }

    /** What is visible of it: nothing else exists then, whenever it was captured. */
    RecordedResource at(Instant now) {
        return new RecordedResource(
                id, items.stream().filter(item -> item.visible(now)).toList());
    }

    boolean deleted() {
        return !items.isEmpty() && items.getLast().deletes();
    }

    /** The resource as last seen alive; empty if RMS never saw it so. */
    Optional<ObjectNode> current() {
        return items.reversed().stream()
                .filter(item -> !item.deletes())
                .map(item -> item.document().path("resource"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .findFirst();
    }

    private static Item item(int number, SimulatedItem item) {
        var text = item.document().path("capture_time").asString();
        return new Item(number, captureTime(text), item.visibleFrom(), item.goneFrom(), item.document());
    }

    /** RMS itself writes a zone; a world may also hold times without one, which count as UTC. */
    static Instant captureTime(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException withoutZone) {
            return NovaTime.read(text).orElseThrow(() -> withoutZone);
        }
    }
}
