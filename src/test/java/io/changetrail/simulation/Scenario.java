package io.changetrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A scenario, what is asked of the join in it, and how far others got in an earlier simulation of it (F1 with a window of 300 s).
 *
 * @param f1 least of the links
 * @param surePrecision least of the links with a score of at least 0.9
 * @param ece most
 * @param blamed most of the changes without a cause that may be given one with a score of at least 0.9, as a share
 * @param typedNearest of the join that asks what an action can do, then takes the nearest
 * @param byTime of the joins that look at times alone
 */
public record Scenario(
        WorldParameters parameters,
        double f1,
        double surePrecision,
        double ece,
        double blamed,
        double typedNearest,
        Map<String, Double> byTime) {

    private static final double EASIER = .06;

    public static List<Scenario> all() {
        return List.of(
                new Scenario(WorldParameters.typical(), .99, .99, .02, .02, .976, byTime(.711, .793, .832, .808)),
                new Scenario(WorldParameters.busy(), .985, .99, .02, .02, .963, byTime(.560, .640, .690, .690)),
                new Scenario(WorldParameters.degraded(), .98, .99, .02, .02, .909, byTime(.504, .554, .569, .650)),
                new Scenario(WorldParameters.hostile(), .93, .98, .03, .05, .822, byTime(.467, .496, .507, .576)));
    }

    private static Map<String, Double> byTime(double start, double finish, double backward, double forward) {
        return Map.of(
                "nearest(start)", start,
                "nearest(finish)", finish,
                "ASOF backward", backward,
                "ASOF forward", forward);
    }

    public String name() {
        return parameters.name();
    }

    /** Joins by time must get hardly further here than there, or these worlds are too easy. */
    public void assertAsHard(EvaluationReport report) {
        byTime.forEach((join, reference) ->
                assertThat(report.f1(join)).as("%s in %s", join, name()).isLessThanOrEqualTo(reference + EASIER));
    }

    /** The means over the worlds are good enough. */
    public void assertMet(List<Evaluation> evaluations) {
        assertThat(mean(evaluations, evaluation -> evaluation.links().f1())).isGreaterThanOrEqualTo(f1);
        assertThat(mean(evaluations, evaluation -> evaluation.sure().precision()))
                .isGreaterThanOrEqualTo(surePrecision);
        assertThat(mean(evaluations, evaluation -> evaluation.calibration().ece()))
                .isLessThanOrEqualTo(ece);
        assertThat(mean(evaluations, Evaluation::outOfBandBlamed)).isLessThanOrEqualTo(blamed);
    }

    private static double mean(List<Evaluation> evaluations, ToDoubleFunction<Evaluation> figure) {
        return evaluations.stream().mapToDouble(figure).average().orElseThrow();
    }

    @Override
    public String toString() {
        return name();
    }
}
