package io.changetrail.correlation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;

/** The constants of a model by name, and as the text of a {@code model.json}. */
final class ModelNumbers {

    private static final MathContext DIGITS = new MathContext(4);

    private ModelNumbers() {}

    /** All numbers but the version by their paths, such as {@code lag.parts.0.median}, in the order of the file. */
    static Map<String, Double> of(Model model) {
        var numbers = new LinkedHashMap<String, Double>();
        var lag = model.lag();
        for (var i = 0; i < lag.parts().size(); i++) {
            var part = lag.parts().get(i);
            numbers.put("lag.parts." + i + ".share", part.share());
            numbers.put("lag.parts." + i + ".median", part.median());
            numbers.put("lag.parts." + i + ".spread", part.spread());
        }
        numbers.put("lag.pause.share", lag.pauseShare());
        numbers.put("lag.pause.seconds", lag.pauseSeconds());
        numbers.put("lag.skew.share", lag.skewShare());
        numbers.put("lag.skew.seconds", lag.skewSeconds());
        numbers.put("early", model.early());
        numbers.put("results.open", model.results().open());
        numbers.put("results.failed", model.results().failed());
        numbers.put("masking.overwritten", model.masking().overwritten());
        numbers.put("masking.undone", model.masking().undone());
        numbers.put("masking.otherwise", model.masking().otherwise());
        for (var family : Family.values()) {
            var habit = model.habit(family);
            numbers.put("families." + family.key() + ".per_day", habit.perDay());
            numbers.put("families." + family.key() + ".per_action", habit.perAction());
            numbers.put("families." + family.key() + ".visible", habit.visible());
        }
        for (var clue : Clue.values()) {
            numbers.put("bits." + clue.key(), model.bits(clue));
        }
        return numbers;
    }

    /** What {@link ModelFile} reads, to four digits. */
    static String json(Model model) {
        var root = JsonMapper.shared().createObjectNode().put("version", model.version());
        of(model).forEach((path, number) -> {
            var pointer = JsonPointer.compile("/" + path.replace('.', '/'));
            var parent = pointer.head().matches() ? root : root.withObject(pointer.head());
            parent.put(pointer.last().getMatchingProperty(), rounded(number));
        });
        return root.toPrettyString() + "\n";
    }

    private static double rounded(double number) {
        return new BigDecimal(number).round(DIGITS).doubleValue();
    }
}
