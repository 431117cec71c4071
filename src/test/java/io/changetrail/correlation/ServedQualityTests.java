package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Evaluation;
import io.changetrail.simulation.EvaluationPage;
import io.changetrail.simulation.EvaluationReport;
import io.changetrail.simulation.Scenario;
import io.changetrail.simulation.ScoredLink;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the join where a caller meets it: the cloud is asked over HTTP, and the links are taken from the timelines. */
class ServedQualityTests {

    private static final Logger log = LoggerFactory.getLogger(ServedQualityTests.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SERVED = "served";
    private static final String ENGINE = "engine";

    @Test
    void timelinesShowTheEnginesLinksInEveryScenarioHoweverLateTheRecordsCame() {
        var days = Duration.ofDays(7);
        var worlds = new ArrayList<World>();
        for (var scenario : Scenario.all()) {
            var parameters = scenario.parameters().servers(6).projects(1);
            worlds.add(WorldGenerator.generate(parameters, 211 + worlds.size(), FROM, FROM.plus(days)));
        }
        try (var service = new ServedLinks(World.together(worlds), FROM.plus(days.dividedBy(2)))) {
            service.passTo(FROM.plus(days).plus(Duration.ofDays(30)));
            var reading = service.read();
            for (var world : worlds) {
                log.info("{}", compare(world, reading).table());
            }
        }
    }

    /** {@code ./mvnw test -Psoak -Dtest=ServedQualityTests}. */
    @Tag("soak")
    @ParameterizedTest
    @MethodSource("io.changetrail.simulation.Scenario#all")
    void timelinesAreAsGoodAsTheEngine(Scenario scenario) {
        var days = Duration.ofDays(14);
        var worlds = LongStream.rangeClosed(201, 203)
                .mapToObj(seed -> WorldGenerator.generate(scenario.parameters(), seed, FROM, FROM.plus(days)))
                .toList();
        var report = EvaluationReport.ofBaselines(scenario.name(), worlds);
        var evaluations = new ArrayList<Evaluation>();
        for (var world : worlds) {
            try (var service = new ServedLinks(
                    World.together(List.of(world)), FROM.plus(days).plus(Duration.ofDays(30)))) {
                var links = linksLikeTheEngines(world, service.read());
                evaluations.add(Evaluation.of(world, links));
                report.add(SERVED, evaluations.getLast());
                report.add(ENGINE, Evaluation.of(world, SimulatedRecords.links(world)));
            }
        }
        log.info("{}\n{}", scenario.parameters(), report.table());
        var page = new EvaluationPage();
        page.scenario(scenario.parameters().toString(), report, worlds, evaluations);
        page.write(Path.of("target/correlation-report/served-" + scenario.name() + ".html"));

        scenario.assertMet(evaluations);
    }

    private static EvaluationReport compare(World world, ServedLinks.Reading reading) {
        var report = new EvaluationReport(world.name());
        report.add(SERVED, Evaluation.of(world, linksLikeTheEngines(world, reading)));
        report.add(ENGINE, Evaluation.of(world, SimulatedRecords.links(world)));
        return report;
    }

    /** Link by link, score by score, by what the service had learned of unknown actions when it was asked. */
    private static List<ScoredLink> linksLikeTheEngines(World world, ServedLinks.Reading reading) {
        var served = reading.of(world);
        var found = SimulatedRecords.links(world, reading.table());
        var onlyServed = new HashSet<>(served);
        found.forEach(onlyServed::remove);
        var onlyFound = new HashSet<>(found);
        served.forEach(onlyFound::remove);
        assertThat(onlyServed)
                .as("served, but not found by the engine, which found %s instead", onlyFound)
                .isEmpty();
        assertThat(onlyFound).as("found by the engine, but not served").isEmpty();
        assertThat(served).hasSameSizeAs(found).isNotEmpty();
        return served;
    }
}
