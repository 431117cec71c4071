package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Evaluation;
import io.changetrail.simulation.EvaluationReport;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

    static Stream<Arguments> scenarios() {
        return Stream.of(
                Arguments.of(WorldParameters.typical(), .99, .99, .02, .02),
                Arguments.of(WorldParameters.busy(), .985, .99, .02, .02),
                Arguments.of(WorldParameters.degraded(), .98, .99, .02, .02),
                Arguments.of(WorldParameters.hostile(), .93, .97, .04, .05));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void linksAgreeWithTheTruthFarBetterThanJoinsByTime(
            WorldParameters parameters, double f1, double surePrecision, double ece, double blamed) {
        var worlds = LongStream.rangeClosed(201, 203)
                .mapToObj(seed -> WorldGenerator.generate(parameters, seed, FROM, FROM.plus(Duration.ofDays(14))))
                .toList();
        var ours = worlds.stream()
                .map(world -> Evaluation.of(world, SimulatedRecords.links(world)))
                .toList();
        var report = EvaluationReport.ofBaselines(parameters.name(), worlds);
        var baselines = report.matchers();
        ours.forEach(evaluation -> report.add(OURS, evaluation));
        log.info("simulated, seeds 201-203: {}\n{}", parameters, report.table());

        assertThat(report.f1(OURS)).isGreaterThanOrEqualTo(f1);
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
