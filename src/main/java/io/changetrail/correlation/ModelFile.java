package io.changetrail.correlation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code model.json}; throws an exception that names the number that is missing, unknown or out of bounds. */
final class ModelFile {

    private static final double ROUNDED = 0.01;
    private static final double LONGEST = 1e6;

    private final Map<String, Double> numbers;

    private ModelFile(Map<String, Double> numbers) {
        this.numbers = numbers;
    }

    static Model shipped() {
        try (var stream = Objects.requireNonNull(ModelFile.class.getResourceAsStream("model.json"))) {
            return read(JsonMapper.shared().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Model read(JsonNode document) {
        var numbers = new LinkedHashMap<String, Double>();
        flatten("", document, numbers);
        var file = new ModelFile(numbers);
        var model = file.model();
        if (!numbers.isEmpty()) {
            throw wrong(numbers.keySet().iterator().next() + " is not known");
        }
        return model;
    }

    private static void flatten(String path, JsonNode node, Map<String, Double> numbers) {
        if (node.isNumber()) {
            numbers.put(path, node.asDouble());
        } else if (node.isObject()) {
            node.properties().forEach(one -> flatten(under(path, one.getKey()), one.getValue(), numbers));
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                flatten(under(path, String.valueOf(i)), node.get(i), numbers);
            }
        } else {
            throw wrong(path + " is not a number");
        }
    }

    private static String under(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Model model() {
        return new Model(
                (int) take("version", 1, Integer.MAX_VALUE),
                lag(),
                share("early"),
                new Model.Results(share("results.open"), share("results.failed")),
                new Model.Masking(share("masking.overwritten"), share("masking.undone"), share("masking.otherwise")),
                families(),
                bits());
    }

    private LagDensity lag() {
        var parts = new ArrayList<LagDensity.Part>();
        do {
            var path = "lag.parts." + parts.size();
            parts.add(new LagDensity.Part(
                    share(path + ".share"), take(path + ".median", 0.1, LONGEST), take(path + ".spread", 0.1, 5)));
        } while (numbers.containsKey("lag.parts." + parts.size() + ".share"));
        var lag = new LagDensity(
                parts,
                share("lag.pause.share"),
                take("lag.pause.seconds", 1, LONGEST),
                share("lag.skew.share"),
                take("lag.skew.seconds", 0.1, LONGEST));
        var sum = lag.pauseShare()
                + lag.skewShare()
                + parts.stream().mapToDouble(LagDensity.Part::share).sum();
        if (Math.abs(sum - 1) > ROUNDED) {
            throw wrong("the shares of lag together must be 1, not " + sum);
        }
        return lag;
    }

    private Map<Family, Model.Habit> families() {
        var habits = new EnumMap<Family, Model.Habit>(Family.class);
        for (var family : Family.values()) {
            var path = "families." + family.key();
            habits.put(
                    family,
                    new Model.Habit(
                            take(path + ".per_day", 1e-9, 1e6),
                            take(path + ".per_action", 0, 100),
                            share(path + ".visible")));
        }
        return habits;
    }

    private Map<Clue, Double> bits() {
        var bits = new EnumMap<Clue, Double>(Clue.class);
        for (var clue : Clue.values()) {
            bits.put(clue, take("bits." + clue.key(), -50, 50));
        }
        return bits;
    }

    /** Neither never nor always: both would make a single record decide against all others. */
    private double share(String path) {
        return take(path, 1e-6, 1 - 1e-6);
    }

    private double take(String path, double least, double most) {
        var number = numbers.remove(path);
        if (number == null) {
            throw wrong(path + " is missing");
        }
        if (!(number >= least && number <= most)) {
            throw wrong(path + " must be between " + least + " and " + most + ", not " + number);
        }
        return number;
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("model.json: " + what);
    }
}
