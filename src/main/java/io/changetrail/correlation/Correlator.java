package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds which actions of one server caused which of its changes; a pure function of the records and the effect table. */
public final class Correlator {

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
        var records = ServerRecords.of(actions, items, table);
        var verdicts = explain(records);
        var changes = records.captures().stream()
                .map(capture -> Attributed.of(
                        capture, verdicts.getOrDefault(capture.item().id(), List.of())))
                .toList();
        return new Correlation(
                changes.stream().flatMap(change -> change.links().stream()).toList(),
                changes.stream().map(Attributed::changeClass).toList(),
                new ActionClasses(records, changes).list());
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
        for (var verdicts : explain(records).values()) {
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

    /** The version of the effect table on which the links depend. */
    public int version() {
        return table.version();
    }

    /** Whether the table has a row for the action. */
    public boolean knows(String action) {
        return table.of(action).known();
    }

    private static Map<UUID, List<Verdict>> explain(ServerRecords records) {
        var weighing = new Weighing(records);
        var choice = new Choice(records, weighing);
        var firstSight = new FirstSight(records, weighing);
        var chained = new EnumMap<Family, List<Verdict>>(Family.class);
        var verdicts = new ArrayList<Verdict>();
        for (var capture : records.captures()) {
            if (capture.item().isFirst()) {
                verdicts.add(firstSight.explain(capture));
            }
            for (var facet : capture.facets()) {
                if (facet.family().exclusive()) {
                    chained.computeIfAbsent(facet.family(), family -> new ArrayList<>())
                            .add(Verdict.none(capture, facet));
                } else {
                    verdicts.add(
                            Choice.FAMILIES.contains(facet.family())
                                    ? choice.explain(capture, facet)
                                    : Verdict.none(capture, facet));
                }
            }
        }
        chained.forEach((family, open) -> verdicts.addAll(new Chain(family, records, weighing).explain(open)));
        return verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.capture().item().id()));
    }
}
