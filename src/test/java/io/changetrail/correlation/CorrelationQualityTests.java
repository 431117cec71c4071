package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Evaluation;
import io.changetrail.simulation.EvaluationPage;
import io.changetrail.simulation.EvaluationReport;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the join on simulated worlds whose seeds were not looked at while the rules were written. */
class CorrelationQualityTests {

    private static final Logger log = LoggerFactory.getLogger(CorrelationQualityTests.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final String OURS = "changetrail";

    private static final List<String> BY_TIME =
            List.of("nearest(start)", "nearest(finish)", "ASOF backward", "ASOF forward");
    private static final double EASIER = .06;
    private static final Path FILE = Path.of("target/correlation-report/index.html");
    private static final EvaluationPage PAGE = new EvaluationPage();

    @AfterAll
    static void write() {
        PAGE.heading("Ten links picked at random");
        LinkStories.pick(10, 203).forEach(story -> PAGE.story(story.title(), story.reasons()));
        PAGE.write(FILE);
    }

    static Stream<Arguments> scenarios() {
        return Stream.of(
                Arguments.of(WorldParameters.typical(), .99, .99, .02, .02, new double[] {.711, .793, .832, .808}),
                Arguments.of(WorldParameters.busy(), .985, .99, .02, .02, new double[] {.560, .640, .690, .690}),
                Arguments.of(WorldParameters.degraded(), .98, .99, .02, .02, new double[] {.504, .554, .569, .650}),
                Arguments.of(WorldParameters.hostile(), .93, .98, .03, .05, new double[] {.467, .496, .507, .576}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void linksAgreeWithTheTruthFarBetterThanJoinsByTime(
            WorldParameters parameters, double f1, double surePrecision, double ece, double blamed, double[] byTime) {
        var seeds = System.getProperty("seeds", "201-203").split("-");
        var worlds = LongStream.rangeClosed(Long.parseLong(seeds[0]), Long.parseLong(seeds[1]))
                .mapToObj(seed -> WorldGenerator.generate(parameters, seed, FROM, FROM.plus(Duration.ofDays(14))))
                .toList();
        var ours = worlds.stream()
                .map(world -> Evaluation.of(world, SimulatedRecords.links(world)))
                .toList();
        var report = EvaluationReport.ofBaselines(parameters.name(), worlds);
        var baselines = report.matchers();
        ours.forEach(evaluation -> report.add(OURS, evaluation));
        PAGE.scenario(parameters.toString(), report, worlds, ours);
        log.info("simulated, seeds {}: {}\n{}", String.join("-", seeds), parameters, report.table());
        log.info(
                "F1 by world: {}",
                ours.stream().map(one -> one.links().f1()).sorted().toList());

        assertThat(report.f1(OURS)).isGreaterThanOrEqualTo(f1);
        for (var i = 0; i < BY_TIME.size(); i++) {
            assertThat(report.f1(BY_TIME.get(i))).as(BY_TIME.get(i)).isLessThanOrEqualTo(byTime[i] + EASIER);
        }
        assertThat(baselines)
                .isNotEmpty()
                .allSatisfy(baseline -> assertThat(report.f1(baseline)).isLessThan(report.f1(OURS)));
        assertThat(mean(ours, evaluation -> evaluation.sure().precision())).isGreaterThanOrEqualTo(surePrecision);
        assertThat(mean(ours, evaluation -> evaluation.calibration().ece())).isLessThanOrEqualTo(ece);
        assertThat(mean(ours, Evaluation::outOfBandBlamed)).isLessThanOrEqualTo(blamed);
    }

    private static double mean(List<Evaluation> evaluations, java.util.function.ToDoubleFunction<Evaluation> figure) {
        return evaluations.stream().mapToDouble(figure).average().orElseThrow();
    }
}
