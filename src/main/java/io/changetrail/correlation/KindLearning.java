package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Learns from the records of many servers what the actions without a row in the table change. */
final class KindLearning {

    /** What is credited to an action depends on what its kind is known to do, and that on what is credited. */
    private static final int ROUNDS = 3;

    private KindLearning() {}

    /** All records of one server. */
    record Server(List<InstanceAction> actions, List<HistoryItem> items) {}

    /**
     * By the name of the action; the order of the servers given does not matter.
     *
     * @param records of a server by its id, asked for anew in each round so that only one server is held at a time
     */
    static Map<String, KindCounts> of(Collection<String> servers, Function<String, Server> records, EffectTable table) {
        var inOrder = new TreeSet<>(servers);
        Map<String, KindCounts> learned = Map.of();
        for (var round = 0; round < ROUNDS; round++) {
            var correlator = new Correlator(table.with(learned));
            var sums = new TreeMap<String, KindCounts>();
            for (var id : inOrder) {
                var server = records.apply(id);
                correlator
                        .unknownKinds(server.actions(), server.items())
                        .forEach((name, counts) -> sums.merge(name, counts, KindCounts::plus));
            }
            learned = sums;
        }
        return learned;
    }
}
