package io.changetrail.faults;

import static io.changetrail.simulation.Fault.kind;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Single records that are of a wrong type, strange, poisonous or there twice, among others that are well. */
final class RecordFaults {

    private static final String LIST = "os-instance-actions";
    private static final String DETAIL = "os-instance-actions/{request_id}";
    private static final String HISTORY = "history";
    private static final int TIMES = 4;

    private RecordFaults() {}

    static List<FaultCase> all() {
        return List.of(
                poison("F13a", "an action's start is a number", LIST, row -> row.put("start_time", 12)),
                poison("F13b", "an action's request id is a list", LIST, row -> row.putArray("request_id")),
                poison("F13c", "an item's capture time is null", HISTORY, row -> row.putNull("capture_time")),
                played("F13d", "a page is nested ten thousand deep", HISTORY, arena -> Fault.reply(deep())),
                played("F17a", "an item comes twice on a page", HISTORY, arena -> twice()),
                played("F17b", "an item comes again on later pages", HISTORY, arena -> again()),
                poison("F13e", "an action's message is an object", LIST, row -> row.putObject("message")),
                poison("F13i", "a detail's start is a number", DETAIL, row -> row.put("start_time", 12)),
                poison("F13f", "an item's status is a list", HISTORY, row -> row.putArray("status")),
                poison("F13g", "a server's update is no time", "servers/detail", row -> row.put("updated", "soon")),
                poison("F13h", "a resource has no project", "resources", row -> row.putObject("project_id")),
                altered(
                        "F14a",
                        "an action nobody knows, with more fields",
                        LIST,
                        row -> row.put("action", "teleport").put("beam", 7)),
                altered(
                        "F14b",
                        "a detail with more fields",
                        DETAIL,
                        row -> row.putObject("beam").put("up", 7)),
                encoded("F12c", "a list of actions in Latin-1", LIST),
                encoded("F12e", "a detail in Latin-1", DETAIL),
                encoded("F12f", "a history in Latin-1", HISTORY),
                altered("F14c", "a status nobody knows", HISTORY, row -> row.put("status", "ResourceChanged.BEAM")),
                poison("F16a", "a NUL in an action's message", LIST, row -> row.put("message", "a\0b")),
                poison("F16b", "half a surrogate pair in a message", LIST, row -> row.put("message", "\ud800")),
                altered(
                        "F16c",
                        "a NUL in an item's property",
                        HISTORY,
                        row -> properties(row).put("nul", "a\0b")),
                altered(
                        "F16d",
                        "half a surrogate pair in a property",
                        HISTORY,
                        row -> properties(row).put("half", "\udc00!")),
                altered(
                        "F16e",
                        "a number beyond all bounds",
                        HISTORY,
                        row -> properties(row).put("big", new BigDecimal("1e400"))),
                altered(
                        "F30b",
                        "a capture in the year 2999",
                        HISTORY,
                        row -> row.put("capture_time", "2999-01-01T00:00:00.000Z")),
                altered("F32a", "a capture time with an offset", HISTORY, row -> zoned(row, "+02:00")),
                altered("F32b", "a capture time without a zone", HISTORY, row -> zoned(row, "")));
    }

    private static FaultCase poison(String number, String name, String kind, Consumer<ObjectNode> change) {
        return played(number, name, kind, arena -> Rewriting.poison(arena, list(kind), change));
    }

    private static FaultCase altered(String number, String name, String kind, Consumer<ObjectNode> change) {
        return played(number, name, kind, arena -> Rewriting.altered(list(kind), change));
    }

    /** Bytes that are no UTF-8 are lost, the records are not. */
    private static FaultCase encoded(String number, String name, String kind) {
        return played(number, name, kind, arena -> Rewriting.latin1(list(kind)));
    }

    /** An answer that has nothing to be changed does not count. */
    private static FaultCase played(String number, String name, String kind, Function<Arena, Fault.Action> change) {
        return new FaultCase(number, name, arena -> {
            var changed = new AtomicInteger();
            var action = change.apply(arena);
            arena.add(
                    number,
                    kind(kind),
                    (call, usual, closing) -> {
                        var before = usual.get();
                        var after = changed.get() < TIMES ? action.apply(call, () -> before, closing) : before;
                        if (!after.equals(before)) {
                            changed.incrementAndGet();
                        }
                        return after;
                    },
                    Fault.ALWAYS);
            await(name).atMost(Duration.ofSeconds(90)).until(() -> changed.get() >= TIMES);
            return changed.get();
        });
    }

    private static Fault.Action twice() {
        return Rewriting.page("items", items -> {
            if (!items.isEmpty()) {
                items.insert(0, items.path(0));
            }
        });
    }

    private static Fault.Action again() {
        var last = new AtomicReference<JsonNode>(JsonNodeFactory.instance.missingNode());
        return Rewriting.page("items", items -> {
            var before = last.getAndSet(items.path(items.size() - 1));
            if (before.isObject() && isOfOneResource(before, items)) {
                items.insert(0, before);
            }
        });
    }

    private static boolean isOfOneResource(JsonNode item, ArrayNode items) {
        return items.path(0).path("resource_id").equals(item.path("resource_id"));
    }

    private static io.changetrail.simulation.Reply deep() {
        return Bodies.of("{\"items\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    }

    private static ObjectNode properties(ObjectNode item) {
        return ((ObjectNode) item.path("resource")).withObject("properties");
    }

    private static void zoned(ObjectNode item, String zone) {
        var time = java.time.Instant.parse(item.path("capture_time").asString())
                .atOffset(zone.isEmpty() ? java.time.ZoneOffset.UTC : java.time.ZoneOffset.of(zone))
                .toLocalDateTime();
        var text = java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS")
                .format(time);
        item.put("capture_time", text + zone);
    }

    private static String list(String kind) {
        return switch (kind) {
            case LIST -> "instanceActions";
            case DETAIL -> "instanceAction";
            case HISTORY -> "items";
            case "servers/detail" -> "servers";
            default -> "resources";
        };
    }
}
