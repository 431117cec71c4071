package io.changetrail.bench;

import static io.changetrail.bench.Options.number;

/**
 * How much is correlated and how often.
 *
 * @param actions of each server
 * @param items history items of each server
 * @param rounds of the engine and of the ASOF join
 * @param sweeps of all servers; more where they are few
 * @param requiredAsof ratio to the ASOF join above which the run fails
 * @param requiredCopy ratio to {@code COPY} above which the run fails
 * @param requiredGrowth how much the time per n log n may grow from each size to the next
 */
record CorrelationSize(
        int servers,
        int actions,
        int items,
        int rounds,
        int sweeps,
        double requiredAsof,
        double requiredCopy,
        double requiredGrowth) {

    static CorrelationSize of(String[] arguments) {
        return new CorrelationSize(
                (int) number(arguments, "servers", 1000),
                (int) number(arguments, "actions", 100),
                (int) number(arguments, "items", 100),
                (int) number(arguments, "rounds", 5),
                (int) number(arguments, "sweeps", 1),
                number(arguments, "require-asof", Double.MAX_VALUE),
                number(arguments, "require-copy", Double.MAX_VALUE),
                number(arguments, "require-growth", Double.MAX_VALUE));
    }

    /** One server for each template. */
    BenchmarkSize ofTemplates(int templates) {
        return new BenchmarkSize(templates, items, actions, 1, 0);
    }

    @Override
    public String toString() {
        return "%,d actions and %,d history items over %,d servers"
                .formatted((long) servers * actions, (long) servers * items, servers);
    }
}
