package io.changetrail.correlation;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What the links of many servers, made by a model, say of that model's constants. */
final class ModelCounts {

    private static final double MILLIS_PER_DAY = 86_400_000;

    /** So many failed actions the shipped visibility of them is worth. */
    private static final double BELIEVED_FAILURES = 20;

    private static final double LEAST_OF_FAILED = 0.005;
    private static final double MOST_OF_FAILED = 0.5;

    private final LagCounts lags = new LagCounts();
    private final Map<Family, HabitCounts> habits = new EnumMap<>(Family.class);
    private int servers;
    private double days;
    private long actions;
    private int failures;
    private double expected;
    private double visible;

    ModelCounts() {
        for (var family : Family.values()) {
            habits.put(family, new HabitCounts());
        }
    }

    LagCounts lags() {
        return lags;
    }

    HabitCounts of(Family family) {
        return Objects.requireNonNull(habits.get(family));
    }

    void server(long watchedMillis, long actionsMeanwhile) {
        servers++;
        days += watchedMillis / MILLIS_PER_DAY;
        actions += actionsMeanwhile;
    }

    /** Probabilities that a capture would show it: had it been a success, and as it is. */
    void failed(double ofSuccess, double ofThis) {
        failures++;
        expected += ofSuccess;
        visible += ofThis;
    }

    int servers() {
        return servers;
    }

    /** The shipped model with what was counted; {@code version} is its own. */
    Model model(Model shipped, int version) {
        var failed = Math.clamp(
                (visible + BELIEVED_FAILURES * shipped.results().failed()) / (expected + BELIEVED_FAILURES),
                LEAST_OF_FAILED,
                MOST_OF_FAILED);
        var families = new EnumMap<Family, Model.Habit>(Family.class);
        habits.forEach((family, counts) -> families.put(family, counts.habit(shipped.habit(family), days, actions)));
        var bits = new EnumMap<>(shipped.bits());
        bits.put(
                Clue.FAILED,
                shipped.bits(Clue.FAILED)
                        + LagDensity.log2(failed / shipped.results().failed()));
        return new Model(
                version,
                lags.fit(shipped.lag()),
                shipped.early(),
                new Model.Results(shipped.results().open(), failed),
                shipped.masking(),
                families,
                bits);
    }

    /** What each constant that is learned was learned from, by its name in {@link ModelNumbers}. */
    Map<String, String> sources(Model shipped) {
        var sources = new LinkedHashMap<String, String>();
        var links = text("%.0f links", lags.links());
        ModelNumbers.of(shipped).keySet().stream()
                .filter(name -> name.startsWith("lag.") && !name.equals("lag.pause.seconds"))
                .forEach(name -> sources.put(name, links));
        sources.put("results.failed", failures + " failed actions");
        sources.put("bits.failed", failures + " failed actions");
        habits.forEach((family, counts) -> {
            var path = "families." + family.key();
            sources.put(path + ".per_day", text("%.1f changes in %.0f days", counts.anytime(), days));
            sources.put(path + ".per_action", text("%.1f changes near %d actions", counts.near(), actions));
            if (counts.tried() > 0) {
                sources.put(path + ".visible", text("%.0f actions", counts.tried()));
            }
        });
        return sources;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
