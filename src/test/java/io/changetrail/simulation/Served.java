package io.changetrail.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What the simulated cloud has really handed out; answers that a fault replaced or broke off do not count. */
public final class Served {

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Set<Object> evidence = ConcurrentHashMap.newKeySet();

    /** One action of a list, by all that a list row tells apart; whole seconds. */
    public record Row(String serverId, String requestId, String action, Instant start) {}

    /** One event of a detail answer, counted from the oldest event of its action; whole seconds. */
    public record Event(Row action, int ordinal, String event, Instant start) {}

    /** One action whose detail was read. */
    public record Detail(Row action) {}

    /** One history item as sent. */
    public record Item(String resourceId, ObjectNode document) {}

    /** One server of a servers list or detail. */
    public record Server(String id) {}

    void count(Call call) {
        calls.computeIfAbsent(call.kind(), kind -> new AtomicInteger()).incrementAndGet();
    }

    void add(List<Object> identities) {
        evidence.addAll(identities);
    }

    /** How often a call was made, with those that a fault answered; kinds as in {@link Call#kind()}. */
    public int calls(String kind) {
        var count = calls.get(kind);
        return count == null ? 0 : count.get();
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
        return evidence.stream().filter(type::isInstance).map(type::cast).collect(Collectors.toUnmodifiableSet());
    }
}
