package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Baselines;
import io.changetrail.simulation.Evaluation;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the join on simulated worlds whose seeds were not looked at while the rules were written. */
class CorrelationQualityTests {

    private static final Logger log = LoggerFactory.getLogger(CorrelationQualityTests.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(14);
    private static final Duration WINDOW = Duration.ofSeconds(300);

    @ParameterizedTest
    @CsvSource({"typical,101,.98", "typical,102,.98", "busy,101,.96", "busy,102,.96"})
    void linksAgreeWithTheTruthFarBetterThanJoinsByTime(String name, long seed, double least) {
        var world = WorldGenerator.generate(parameters(name), seed, FROM, FROM.plus(LENGTH));

        var evaluation = Evaluation.of(world, SimulatedRecords.links(world));
        report(world, "changetrail", evaluation);
        Baselines.all().forEach((baseline, join) -> {
            var other = Evaluation.of(world, join.links(world, WINDOW));
            report(world, baseline, other);
            assertThat(evaluation.links().f1()).isGreaterThan(other.links().f1());
        });

        assertThat(evaluation.links().f1()).isGreaterThanOrEqualTo(least);
        assertThat(evaluation.sure().precision()).isGreaterThanOrEqualTo(.99);
        assertThat(evaluation.calibration().ece()).isLessThanOrEqualTo(.02);
        assertThat(evaluation.outOfBandBlamed()).isLessThanOrEqualTo(.02);
    }

    private static WorldParameters parameters(String name) {
        return name.equals("busy") ? WorldParameters.busy() : WorldParameters.typical();
    }

    private static void report(World world, String join, Evaluation evaluation) {
        log.info(String.format(
                Locale.ROOT,
                "%-8s seed %d  %-16s precision %.3f  recall %.3f  F1 %.3f",
                world.name(),
                world.seed(),
                join,
                evaluation.links().precision(),
                evaluation.links().recall(),
                evaluation.links().f1()));
    }
}
