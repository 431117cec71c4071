package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Finds which actions of one server caused which of its changes; a pure function of the records, the effect table and its model. */
public final class Correlator {

    /** After so many windows that were too small the server is taken whole. */
    private static final int MOST_ATTEMPTS = 3;

    private final EffectTable table;

    public Correlator() {
        this(EffectTable.load());
    }

    Correlator(EffectTable table) {
        this.table = table;
    }

    /**
     * Links and classes of one server; the order of the records given does not matter.
     *
     * @param actions all of the server
     * @param items all of the server, each with its diff to the one captured before it
     */
    public Correlation correlate(List<InstanceAction> actions, List<HistoryItem> items) {
        return correlate(ServerRecords.of(actions, items, table));
    }

    Correlation correlate(ServerRecords records) {
        return conclude(
                records,
                new Explanation(records, table.model(), Span.EVER),
                Span.EVER,
                records.footprints(),
                actionIds -> Set.of());
    }

    /**
     * What {@link #correlate(List, List)} would find of those changes and actions of the server for which the outcome can have
     * become another, and of no others.
     *
     * @param changed holds all times of the records that changed, those of before the change too
     */
    Partial correlate(Records stored, Span changed) {
        for (var attempt = 0; ; attempt++) {
            var window = stored.during(attempt < MOST_ATTEMPTS ? Neighbourhood.around(changed, attempt) : Span.EVER);
            var records = ServerRecords.of(window.actions(), window.items(), table);
            var near = new Neighbourhood(records, table.model(), window.span(), changed);
            if (near.isComplete()) {
                var judged = records.captures(near.captures()).stream()
                        .map(capture -> capture.item().id())
                        .toList();
                return new Partial(
                        window,
                        conclude(
                                records,
                                near.explanation(),
                                near.captures(),
                                near.actions(),
                                actionIds -> stored.causes(actionIds, judged)));
            }
        }
    }

    private static Correlation conclude(
            ServerRecords records,
            Explanation explanation,
            Span span,
            List<Footprint> actions,
            UnaryOperator<Set<UUID>> causesOfOthers) {
        var verdicts = explanation.of(span);
        var changes = records.captures(span).stream()
                .map(capture -> Attributed.of(
                        capture, verdicts.getOrDefault(capture.item().id(), List.of())))
                .toList();
        var links = changes.stream().flatMap(change -> change.links().stream()).toList();
        var actionIds =
                actions.stream().map(one -> one.action().id()).collect(Collectors.toCollection(LinkedHashSet::new));
        var visible = new HashSet<>(causesOfOthers.apply(actionIds));
        links.stream().filter(Link::cause).map(Link::actionId).forEach(visible::add);
        return new Correlation(
                links,
                changes.stream().map(Attributed::changeClass).toList(),
                new ActionClasses(records, visible).of(actions));
    }

    /** What the actions without a row in the table were seen to change on this server, by name. */
    Map<String, KindCounts> unknownKinds(List<InstanceAction> actions, List<HistoryItem> items) {
        if (actions.stream().allMatch(action -> knows(action.action()))) {
            return Map.of();
        }
        var records = ServerRecords.of(actions, items, table);
        var sums = new TreeMap<String, KindCounts.Sum>();
        records.footprints().stream()
                .filter(footprint -> !footprint.effects().known() && !footprint.failed() && !footprint.open())
                .forEach(footprint -> sums.computeIfAbsent(footprint.name(), name -> new KindCounts.Sum())
                        .action());
        for (var verdicts :
                new Explanation(records, table.model(), Span.EVER).of(Span.EVER).values()) {
            for (var verdict : verdicts) {
                for (var judged : verdict.judged()) {
                    var footprint = judged.candidate().footprint();
                    var sum = sums.get(footprint.name());
                    if (sum != null) {
                        sum.facet(verdict, footprint, judged.score());
                    }
                }
            }
        }
        var counts = new TreeMap<String, KindCounts>();
        sums.forEach((name, sum) -> counts.put(name, sum.counts()));
        return counts;
    }

    /** The version of the model on which the links depend. */
    public int version() {
        return table.version();
    }

    /** Whether the table has a row for the action. */
    public boolean knows(String action) {
        return table.of(action).known();
    }

    /** The outcome for some changes and actions of a server, and the records by which it was found. */
    record Partial(Window window, Correlation correlation) {}
}
