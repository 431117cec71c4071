package io.changetrail.correlation;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The table of what was learned, for people. */
final class LearnReport {

    private static final double WORTH_TELLING = 0.05;
    private static final String ROW = "%-34s %10s %10s   %s%n";

    private LearnReport() {}

    /** The constants that would change by more than a twentieth. */
    static String constants(Model shipped, ModelLearning learning) {
        var before = ModelNumbers.of(shipped);
        var after = ModelNumbers.of(learning.model());
        var text = new StringBuilder(row("constant", "shipped", "learned", "from"));
        var kept = 0;
        for (var source : learning.counts().sources(shipped).entrySet()) {
            var one = number(before, source.getKey());
            var other = number(after, source.getKey());
            if (Math.abs(other - one) > WORTH_TELLING * Math.abs(one)) {
                text.append(row(source.getKey(), text(one), text(other), source.getValue()));
            } else {
                kept++;
            }
        }
        return text.append(
                        "%d other constants would change by less than %.0f %%.%n".formatted(kept, 100 * WORTH_TELLING))
                .toString();
    }

    /** Names of actions are the cloud's own words. */
    static String kinds(Map<String, KindCounts> adopted, Map<String, KindCounts> learned) {
        var text = new StringBuilder(
                "Learned from %d kinds of actions that the effect table does not have.%n".formatted(learned.size()));
        var changes = KindChange.between(adopted, learned);
        changes.forEach(change ->
                text.append(change.text().replaceAll("\\p{Cntrl}", "?")).append(System.lineSeparator()));
        return text.append(changes.isEmpty() ? "Nothing would change.%n".formatted() : "")
                .toString();
    }

    private static double number(Map<String, Double> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name));
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.4g", number);
    }

    private static String row(String name, String shipped, String learned, String source) {
        return String.format(Locale.ROOT, ROW, name, shipped, learned, source);
    }
}
