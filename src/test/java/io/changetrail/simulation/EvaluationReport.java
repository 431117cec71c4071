package io.changetrail.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A plain table of matchers over worlds of one scenario; figures are means over the worlds. */
public final class EvaluationReport {

    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final List<Integer> WINDOWS = List.of(15, 60, 120, 300, 900, 3600);

    private final String scenario;
    private final Map<String, List<Evaluation>> matchers = new LinkedHashMap<>();
    private final Map<String, Double> bestF1 = new LinkedHashMap<>();

    public EvaluationReport(String scenario) {
        this.scenario = scenario;
    }

    /** All baselines at 300 s, and the F1 each would reach with the window that suits these worlds best. */
    public static EvaluationReport ofBaselines(String scenario, List<World> unobserved) {
        EvaluationReport report = new EvaluationReport(scenario);
        List<ObservedWorld> worlds = unobserved.stream().map(ObservedWorld::of).toList();
        Baselines.all().forEach((name, join) -> {
            worlds.forEach(world -> report.add(name, Evaluation.of(world, join.links(world, WINDOW))));
            report.bestF1.put(
                    name,
                    WINDOWS.stream()
                            .mapToDouble(window -> f1(join, worlds, Duration.ofSeconds(window)))
                            .max()
                            .orElse(0));
        });
        return report;
    }

    public void add(String matcher, Evaluation evaluation) {
        matchers.computeIfAbsent(matcher, name -> new ArrayList<>()).add(evaluation);
    }

    String scenario() {
        return scenario;
    }

    public List<String> matchers() {
        return List.copyOf(matchers.keySet());
    }

    public double f1(String matcher) {
        return matchers.getOrDefault(matcher, List.of()).stream()
                .mapToDouble(evaluation -> evaluation.links().f1())
                .average()
                .orElse(Double.NaN);
    }

    public String table() {
        StringBuilder table = new StringBuilder(String.format(
                "%-10s %-16s %6s %7s %6s %6s | %6s %6s | %7s %6s | %6s %6s | %7s%n",
                scenario, "", "F1", "[bestW]", "prec", "recall", "p>=.9", "r>=.9", "noCause", "blamed", "Brier", "ECE",
                "decided"));
        matchers.forEach((name, evaluations) -> table.append(String.format(
                Locale.ROOT,
                "%-10s %-16s %6.3f %7s %6.3f %6.3f | %6.3f %6.3f | %7.3f %6.3f | %6.3f %6.3f | %7.3f%n",
                scenario,
                name,
                f1(name),
                bestF1.containsKey(name) ? String.format(Locale.ROOT, "[%.3f]", bestF1.get(name)) : "",
                mean(evaluations, e -> e.links().precision()),
                mean(evaluations, e -> e.links().recall()),
                mean(evaluations, e -> e.sure().precision()),
                mean(evaluations, e -> e.sure().recall()),
                mean(evaluations, e -> e.noCause().f1()),
                mean(evaluations, Evaluation::outOfBandBlamed),
                mean(evaluations, e -> e.calibration().brier()),
                mean(evaluations, e -> e.calibration().ece()),
                mean(evaluations, Evaluation::decided))));
        return table.toString();
    }

    /** How far one matcher's figures are apart in different worlds: least, median, most. */
    public static String spread(List<Evaluation> evaluations) {
        return "least / median / most by world:"
                + spread("F1", evaluations, e -> e.links().f1())
                + spread("precision at .9", evaluations, e -> e.sure().precision())
                + spread("ECE", evaluations, e -> e.calibration().ece())
                + spread("blamed", evaluations, Evaluation::outOfBandBlamed)
                + System.lineSeparator();
    }

    private static String spread(String name, List<Evaluation> evaluations, ToDoubleFunction<Evaluation> figure) {
        double[] sorted = evaluations.stream().mapToDouble(figure).sorted().toArray();
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return String.format(
                Locale.ROOT, " %s %.3f / %.3f / %.3f;", name, sorted[0], median, sorted[sorted.length - 1]);
    }

    /** F1 over (path, request) by family, and the reliability of the scores, of one matcher in one world. */
    public static String details(Evaluation evaluation) {
        StringBuilder details = new StringBuilder("F1 by family:");
        evaluation
                .families()
                .forEach((family, score) ->
                        details.append(String.format(Locale.ROOT, " %s %.3f (%d)", family, score.f1(), score.due())));
        details.append(String.format("%nreliability:"));
        for (Calibration.Bin bin : evaluation.calibration().bins()) {
            details.append(
                    String.format(Locale.ROOT, " %.2f->%.2f (%d)", bin.meanScore(), bin.shareRight(), bin.links()));
        }
        return details.append(System.lineSeparator()).toString();
    }

    private static double f1(Baselines.Join join, List<ObservedWorld> worlds, Duration window) {
        return worlds.stream()
                .mapToDouble(world ->
                        Evaluation.of(world, join.links(world, window)).links().f1())
                .average()
                .orElse(0);
    }

    private static double mean(List<Evaluation> evaluations, ToDoubleFunction<Evaluation> figure) {
        return evaluations.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
