package io.changetrail.bench;

/**
 * How much is ingested and how often.
 *
 * @param items history items of each server
 * @param actions of each server
 * @param required ratio to {@code COPY} below which the run fails; 0 for none
 */
record BenchmarkSize(int servers, int items, int actions, int rounds, double required) {

    static BenchmarkSize of(String[] arguments) {
        return new BenchmarkSize(
                (int) Options.number(arguments, "servers", 2000),
                (int) Options.number(arguments, "items", 60),
                (int) Options.number(arguments, "actions", 40),
                (int) Options.number(arguments, "rounds", 3),
                Options.number(arguments, "require", 0));
    }

    int rows() {
        return servers * (items + actions);
    }

    @Override
    public String toString() {
        return "%,d rows: %,d servers with %d history items and %d actions each"
                .formatted(rows(), servers, items, actions);
    }
}
