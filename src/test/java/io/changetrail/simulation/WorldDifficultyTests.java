package io.changetrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worlds must be as hard for joins by time as the ones they imitate, and no harder for a join that knows what actions do. */
class WorldDifficultyTests {

    private static final Logger log = LoggerFactory.getLogger(WorldDifficultyTests.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final double HARDER = .05;

    @ParameterizedTest
    @MethodSource("io.changetrail.simulation.Scenario#all")
    void joinsByTimeGetNoFurtherThanInTheReference(Scenario scenario) {
        EvaluationReport report = EvaluationReport.ofBaselines(scenario.name(), worlds(scenario.parameters()));
        log.info("{}\n{}", scenario.parameters(), report.table());

        scenario.assertAsHard(report);
        assertThat(report.f1("typed nearest")).isBetween(scenario.typedNearest() - HARDER, 1.0);
    }

    private static List<World> worlds(WorldParameters parameters) {
        return LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> WorldGenerator.generate(parameters, seed, FROM, FROM.plus(Duration.ofDays(15))))
                .toList();
    }
}
