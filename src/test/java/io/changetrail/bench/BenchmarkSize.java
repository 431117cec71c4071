package io.changetrail.bench;

import java.util.Arrays;

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
                (int) option(arguments, "servers", 2000),
                (int) option(arguments, "items", 60),
                (int) option(arguments, "actions", 40),
                (int) option(arguments, "rounds", 3),
                option(arguments, "require", 0));
    }

    int rows() {
        return servers * (items + actions);
    }

    private static double option(String[] arguments, String name, double otherwise) {
        var start = "--" + name + "=";
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(start))
                .mapToDouble(argument -> Double.parseDouble(argument.substring(start.length())))
                .findFirst()
                .orElse(otherwise);
    }

    @Override
    public String toString() {
        return "%,d rows: %,d servers with %d history items and %d actions each"
                .formatted(rows(), servers, items, actions);
    }
}
