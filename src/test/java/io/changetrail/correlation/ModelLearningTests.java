package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changetrail.simulation.Evaluation;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is learned without the truth is held against it; the seeds were not looked at while the learning was written. */
class ModelLearningTests {

    private static final Logger log = LoggerFactory.getLogger(ModelLearningTests.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Model SHIPPED = ModelFile.shipped();
    private static final double WORSE = .002;

    @Test
    void theLagOfACalmWorldIsFound() {
        var lag = learn(world(WorldParameters.calm(), 501)).lag();

        assertThat(lag.parts().getFirst().median()).as("6 s in truth").isBetween(4.0, 8.0);
        assertThat(lag.parts().getFirst().share()).as("0.93 in truth").isBetween(0.8, 1.0);
        assertThat(lag.skewShare())
                .as("1 s between the clocks in truth: a capture before the end is rare")
                .isLessThan(SHIPPED.lag().skewShare());
    }

    @Test
    void aBadRecorderAndPeopleWhoWorkAroundNovaAreFound() {
        var degraded = learn(world(WorldParameters.degraded(), 501));
        var hostile = learn(world(WorldParameters.hostile(), 501));

        assertThat(degraded.lag().parts().getFirst().share()).as("0.5 in truth").isLessThan(0.5);
        assertThat(degraded.lag().pauseShare())
                .as("a pause of 60 s after each capture")
                .isGreaterThan(3 * SHIPPED.lag().pauseShare());
        assertThat(degraded.lag().skewSeconds()).as("30 s in truth").isBetween(15.0, 45.0);
        for (var family : List.of(Family.POWER, Family.HOST, Family.VOLUME_REMOVED)) {
            assertThat(hostile.habit(family).perDay())
                    .as("%s: imitated in one of the worlds only", family)
                    .isGreaterThan(3 * degraded.habit(family).perDay());
        }
    }

    static Stream<WorldParameters> badWorlds() {
        return Stream.of(WorldParameters.degraded(), WorldParameters.hostile());
    }

    @Test
    void linksByALearnedModelAreNotWorse() {
        compare(WorldParameters.hostile(), 502);
    }

    /** {@code ./mvnw test -Psoak -Dtest=ModelLearningTests}. */
    @ParameterizedTest
    @MethodSource("badWorlds")
    @Tag("soak")
    void norAreThoseOfOtherWorlds(WorldParameters parameters) {
        for (var seed : List.of(502, 503)) {
            compare(parameters, seed);
        }
    }

    @Test
    void fewRecordsChangeLittle() {
        var world = WorldGenerator.generate(
                WorldParameters.degraded().servers(1), 504, FROM, FROM.plus(Duration.ofHours(12)));

        var learned = learn(world);

        assertThat(learned.lag().parts().getFirst().median())
                .isCloseTo(SHIPPED.lag().parts().getFirst().median(), within(3.0));
        assertThat(learned.habit(Family.POWER).visible()).isCloseTo(0.93, within(0.03));
        assertThat(learned.habit(Family.POWER).perDay()).isCloseTo(0.3, within(0.03));
        assertThat(learned.masking()).isEqualTo(SHIPPED.masking());
    }

    @Test
    void theOrderOfServersAndRecordsDoesNotMatter() {
        var world =
                WorldGenerator.generate(WorldParameters.hostile().servers(4), 505, FROM, FROM.plus(Duration.ofDays(7)));
        var servers = new ArrayList<>(SimulatedRecords.servers(world));
        var expected = learn(servers);
        var random = new Random(6);
        Collections.shuffle(servers, random);
        servers.replaceAll(server -> {
            var actions = new ArrayList<>(server.actions());
            Collections.shuffle(actions, random);
            return new KindLearning.Server(actions, server.items().reversed());
        });

        assertThat(learn(servers)).isEqualTo(expected).isNotEqualTo(SHIPPED);
    }

    private static void compare(WorldParameters parameters, long seed) {
        var world = world(parameters, seed);
        var shipped = Evaluation.of(world, SimulatedRecords.links(world));
        var learned = Evaluation.of(world, SimulatedRecords.links(world, table(learn(world), world)));
        log.info(
                "{}, seed {}: F1 {} -> {}, decided {} -> {}, ECE {} -> {}",
                parameters.name(),
                seed,
                shipped.links().f1(),
                learned.links().f1(),
                shipped.decided(),
                learned.decided(),
                shipped.calibration().ece(),
                learned.calibration().ece());

        assertThat(learned.links().f1()).isGreaterThanOrEqualTo(shipped.links().f1() - WORSE);
        assertThat(learned.sure().precision())
                .isGreaterThanOrEqualTo(shipped.sure().precision() - WORSE);
    }

    private static World world(WorldParameters parameters, long seed) {
        return WorldGenerator.generate(parameters, seed, FROM, FROM.plus(Duration.ofDays(14)));
    }

    private static EffectTable table(Model model, World world) {
        return EffectTable.load(model).with(SimulatedRecords.learn(SimulatedRecords.servers(world)));
    }

    private static Model learn(World world) {
        return learn(SimulatedRecords.servers(world));
    }

    private static Model learn(List<KindLearning.Server> servers) {
        Map<String, KindLearning.Server> byId = new HashMap<>();
        servers.stream()
                .filter(server -> !server.items().isEmpty())
                .forEach(server -> byId.put(server.items().getFirst().resourceId(), server));
        return ModelLearning.of(
                        byId.keySet(),
                        id -> Objects.requireNonNull(byId.get(id)),
                        SimulatedRecords.learn(servers),
                        SHIPPED)
                .model();
    }
}
