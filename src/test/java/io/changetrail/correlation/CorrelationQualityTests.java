package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Evaluation;
import io.changetrail.simulation.EvaluationPage;
import io.changetrail.simulation.EvaluationReport;
import io.changetrail.simulation.Scenario;
import io.changetrail.simulation.WorldGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the join on simulated worlds whose seeds were not looked at while the rules were written. */
class CorrelationQualityTests {

    private static final Logger log = LoggerFactory.getLogger(CorrelationQualityTests.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final String OURS = "changetrail";

    private static final Path FILE = Path.of("target/correlation-report/index.html");
    private static final EvaluationPage PAGE = new EvaluationPage();

    @AfterAll
    static void write() {
        PAGE.heading("Ten links picked at random");
        LinkStories.pick(10, 203).forEach(story -> PAGE.story(story.title(), story.reasons()));
        PAGE.write(FILE);
    }

    @ParameterizedTest
    @MethodSource("io.changetrail.simulation.Scenario#all")
    void linksAgreeWithTheTruthFarBetterThanJoinsByTime(Scenario scenario) {
        var parameters = scenario.parameters();
        var seeds = System.getProperty("seeds", "201-203").split("-");
        var worlds = LongStream.rangeClosed(Long.parseLong(seeds[0]), Long.parseLong(seeds[1]))
                .mapToObj(seed -> WorldGenerator.generate(parameters, seed, FROM, FROM.plus(Duration.ofDays(14))))
                .toList();
        var ours = worlds.stream()
                .map(world -> Evaluation.of(world, SimulatedRecords.links(world)))
                .toList();
        var report = EvaluationReport.ofBaselines(scenario.name(), worlds);
        var baselines = report.matchers();
        ours.forEach(evaluation -> report.add(OURS, evaluation));
        PAGE.scenario(parameters.toString(), report, worlds, ours);
        log.info(
                "simulated, seeds {}: {}\n{}{}",
                String.join("-", seeds),
                parameters,
                report.table(),
                EvaluationReport.spread(ours));

        scenario.assertMet(ours);
        scenario.assertAsHard(report);
        assertThat(baselines)
                .isNotEmpty()
                .allSatisfy(baseline -> assertThat(report.f1(baseline)).isLessThan(report.f1(OURS)));
    }
}
