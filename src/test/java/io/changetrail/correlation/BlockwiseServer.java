package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One server whose records come in any order and whose rows are kept in memory, done anew only where records changed. */
final class BlockwiseServer implements Records {

    private final Correlator correlator;
    private final Map<UUID, InstanceAction> actions = new TreeMap<>();
    private final ComparedItems items = new ComparedItems();
    private final Map<UUID, List<Link>> links = new HashMap<>();
    private final Map<UUID, ChangeClass> changes = new HashMap<>();
    private final Map<UUID, ActionClass> classes = new HashMap<>();
    private @Nullable Span changed;
    private int read;

    BlockwiseServer(Correlator correlator) {
        this.correlator = correlator;
    }

    void put(InstanceAction action) {
        var before = actions.put(action.id(), action);
        mark(action);
        if (before != null) {
            mark(before);
        }
    }

    void put(HistoryItem item) {
        items.put(item).forEach(this::mark);
    }

    private void mark(InstanceAction action) {
        Stream.of(action.startTime(), action.updatedAt(), action.finishTime())
                .filter(Objects::nonNull)
                .forEach(this::mark);
    }

    private void mark(HistoryItem item) {
        mark(item.captureTime());
        if (item.updated() != null) {
            mark(item.updated());
        }
    }

    private void mark(Instant time) {
        var at = time.toEpochMilli();
        changed = changed == null ? new Span(at, at) : changed.with(at);
    }

    /** Brings the rows up to date. */
    void correlate() {
        read = 0;
        var span = changed;
        if (span != null) {
            var part = correlator.correlate(this, span).correlation();
            part.changes().forEach(change -> {
                changes.put(change.changeId(), change);
                links.put(change.changeId(), List.of());
            });
            part.links().stream().collect(Collectors.groupingBy(Link::changeId)).forEach(links::put);
            part.actions().forEach(action -> classes.put(action.actionId(), action));
        }
        changed = null;
    }

    /** How many records the last time took. */
    int read() {
        return read;
    }

    Set<Object> rows() {
        var rows = new HashSet<Object>(changes.values());
        links.values().forEach(rows::addAll);
        rows.addAll(classes.values());
        return rows;
    }

    /** What the rows must be. */
    Set<Object> rowsOfAll() {
        return rows(correlator.correlate(List.copyOf(actions.values()), items.list()));
    }

    static Set<Object> rows(Correlation correlation) {
        var rows = new HashSet<Object>(correlation.links());
        rows.addAll(correlation.changes());
        rows.addAll(correlation.actions());
        return rows;
    }

    @Override
    public Window during(Span span) {
        var found = new ArrayList<InstanceAction>();
        var captured = new ArrayList<HistoryItem>();
        var reached = Span.EVER;
        for (var action : actions.values()) {
            var times = Stream.of(action.startTime(), action.updatedAt(), action.finishTime())
                    .filter(Objects::nonNull)
                    .mapToLong(Instant::toEpochMilli)
                    .summaryStatistics();
            if (span.meets(new Span(times.getMin(), times.getMax()))) {
                found.add(action);
            }
            reached = reached(reached, span, action.startTime());
        }
        for (var item : items.list()) {
            var capture = item.captureTime().toEpochMilli();
            var updated = item.updated() == null ? capture : item.updated().toEpochMilli();
            if (span.meets(new Span(capture, Math.max(capture, updated)))) {
                captured.add(item);
            }
            reached = reached(reached, span, item.captureTime());
        }
        read += found.size() + captured.size();
        return new Window(reached, found, captured);
    }

    private static Span reached(Span reached, Span asked, Instant time) {
        var at = time.toEpochMilli();
        return new Span(at < asked.from() ? asked.from() : reached.from(), at > asked.to() ? asked.to() : reached.to());
    }

    @Override
    public Set<UUID> causes(Collection<UUID> actionIds, Collection<UUID> exceptOf) {
        return links.values().stream()
                .flatMap(List::stream)
                .filter(link -> link.cause() && actionIds.contains(link.actionId()))
                .filter(link -> !exceptOf.contains(link.changeId()))
                .map(Link::actionId)
                .collect(Collectors.toSet());
    }
}
