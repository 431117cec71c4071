package io.changetrail.correlation;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Learns the constants of a model from the records of many servers, without knowing which links are right.
 *
 * @param model rounded as it is written to a file, so that what is tried is what would be shipped
 */
record ModelLearning(Model model, ModelCounts counts) {

    /** Links depend on the constants, and what the constants are counted from on the links. */
    private static final int ROUNDS = 3;

    /**
     * The order of the servers given does not matter.
     *
     * @param records of a server by its id, asked for anew in each round so that only one server is held at a time
     * @param kinds what is known of actions that the effect table does not have
     */
    static ModelLearning of(
            Collection<String> servers,
            Function<String, KindLearning.Server> records,
            Map<String, KindCounts> kinds,
            Model shipped) {
        var inOrder = new TreeSet<>(servers);
        var model = shipped;
        var counts = new ModelCounts();
        for (var round = 0; round < ROUNDS; round++) {
            counts = new ModelCounts();
            var table = EffectTable.load(model).with(kinds);
            for (var server : inOrder) {
                ServerTally.count(records.apply(server), table, counts);
            }
            model = rounded(counts.model(shipped, shipped.version() + 1));
        }
        return new ModelLearning(model, counts);
    }

    private static Model rounded(Model model) {
        return ModelFile.read(JsonMapper.shared().readTree(ModelNumbers.json(model)));
    }
}
