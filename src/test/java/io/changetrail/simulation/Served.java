package io.changetrail.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the simulated cloud has really handed out; answers that a fault replaced or broke off do not count. */
public final class Served {

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<Object, Sighting> evidence = new ConcurrentHashMap<>();

    /** One action of a list, by all that a list row tells apart; whole seconds. */
    public record Row(String serverId, String requestId, String action, Instant start) {}

    /** One event of a detail answer, counted from the oldest event of its action; whole seconds. */
    public record Event(
            Row action,
            int ordinal,
            String event,
            Instant start,
            @Nullable Instant finish,
            @Nullable String result) {}

    /** One action whose detail was read. */
    public record Detail(Row action) {}

    /** An action as a list or a detail showed it; {@code ordinal} tells it from its twins. */
    public record Shown(Row action, int ordinal, ObjectNode document) {

        RecordVersion version() {
            return RecordVersion.action(
                    action.serverId(),
                    action.start(),
                    action.requestId(),
                    action.action(),
                    ordinal,
                    RecordVersion.hash(document));
        }
    }

    /** One history item as sent. */
    public record Item(String resourceId, ObjectNode document) {

        RecordVersion version() {
            var capture =
                    RecordedResource.captureTime(document.path("capture_time").asString());
            var status = document.path("status").asString();
            return RecordVersion.item(resourceId, capture, status, RecordVersion.hash(document));
        }
    }

    /** One server of a servers list or detail. */
    public record Server(String id) {}

    void count(Call call) {
        calls.computeIfAbsent(call.kind(), kind -> new AtomicInteger()).incrementAndGet();
    }

    void add(List<Object> identities, Instant now) {
        identities.forEach(identity -> evidence.merge(identity, new Sighting(now, now, 1), Sighting::and));
    }

    /** Every record version that was ever sent, and when. */
    public Map<RecordVersion, Sighting> versions() {
        var versions = new HashMap<RecordVersion, Sighting>();
        evidence.forEach((identity, sighting) -> {
            if (identity instanceof Shown shown) {
                versions.merge(shown.version(), sighting, Sighting::and);
            } else if (identity instanceof Item item) {
                versions.merge(item.version(), sighting, Sighting::and);
            }
        });
        return versions;
    }

    /** How often a call was made, with those that a fault answered; kinds as in {@link Call#kind()}. */
    public int calls(String kind) {
        var count = calls.get(kind);
        return count == null ? 0 : count.get();
    }

    /** How many calls were made of whatever kind. */
    public int calls() {
        return calls.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    public Set<Row> rows() {
        return all(Row.class);
    }

    public Set<Row> details() {
        return all(Detail.class).stream().map(Detail::action).collect(Collectors.toUnmodifiableSet());
    }

    public Set<Event> events() {
        return all(Event.class);
    }

    public Set<Item> items() {
        return all(Item.class);
    }

    public Set<String> servers() {
        return all(Server.class).stream().map(Server::id).collect(Collectors.toUnmodifiableSet());
    }

    private <T> Set<T> all(Class<T> type) {
        return evidence.keySet().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
