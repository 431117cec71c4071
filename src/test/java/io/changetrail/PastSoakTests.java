package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** States and blames of a calm and of a hostile world: {@code ./mvnw test -Psoak -Dtest=PastSoakTests}. */
@Tag("soak")
class PastSoakTests {

    private static final Logger log = LoggerFactory.getLogger(PastSoakTests.class);
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    static Stream<WorldParameters> worlds() {
        return Stream.of(
                WorldParameters.typical().servers(40), WorldParameters.hostile().servers(40));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void theStateAndTheBlameAtFiveThousandTimesAreWhatTheWorldItselfTells(WorldParameters parameters) {
        var world = WorldGenerator.generate(parameters, 4, NOW.minus(Duration.ofDays(7)), NOW);
        try (var cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
                var service = RunningService.start(cloud.environment())) {
            await().atMost(Duration.ofMinutes(5)).until(() -> isLinked(service));
            var found = new PastQuestions(world, NOW, new ApiClient(service.address()), service.database()).ask(5_000);

            log.info("{}: {}", parameters.name(), found);
            assertThat(found).containsKeys("pairs before the first item", "pairs after a deletion");
        }
    }

    private static boolean isLinked(RunningService service) {
        return service.database().sql("""
                        select (select count(complete_until) = 3 from stream)
                           and not exists (select from dirty_resource)
                           and (select count(*) from change_class) = (select count(*) from history_item)
                        """).query(Boolean.class).single();
    }
}
