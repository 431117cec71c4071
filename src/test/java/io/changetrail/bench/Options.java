package io.changetrail.bench;

import java.util.Arrays;

/** Numbers given to a benchmark as {@code --name=number}. */
final class Options {

    private Options() {}

    static double number(String[] arguments, String name, double otherwise) {
        var start = "--" + name + "=";
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(start))
                .mapToDouble(argument -> Double.parseDouble(argument.substring(start.length())))
                .findFirst()
                .orElse(otherwise);
    }
}
