package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An ECS that takes every call and answers none, beside an RMS that is well. */
class StuckEcsTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void rmsIsPolledAsOftenAsEver() {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(4).projects(1), 7, NOW.minus(Duration.ofDays(1)), NOW);
        try (var cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
                var service = RunningService.start(cloud.environment())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> wholeWalks(service).size() == 2);
            var freely = rmsLists(cloud, Duration.ofSeconds(4));
            var stuck = cloud.faults().add(new Fault("stuck", Fault.service("ecs"), Fault.hanging(), Fault.ALWAYS));
            await().atMost(Duration.ofSeconds(30)).until(() -> cloud.faults().fired(stuck) > 0);
            var ecsBefore = wholeWalks(service).getFirst();

            var besideStuck = rmsLists(cloud, Duration.ofSeconds(4));

            assertThat(besideStuck).isGreaterThanOrEqualTo(freely / 2).isGreaterThan(3);
            assertThat(wholeWalks(service).getFirst())
                    .as("ECS claims nothing meanwhile")
                    .isEqualTo(ecsBefore);
        }
    }

    /** How often the RMS list was asked for in that time. */
    private static int rmsLists(SimulatedCloud cloud, Duration time) {
        var before = cloud.served("resources");
        await().pollDelay(time).until(() -> true);
        return cloud.served("resources") - before;
    }

    /** When the last whole walks of ECS and RMS began. */
    private static List<OffsetDateTime> wholeWalks(RunningService service) {
        return service.database()
                .sql("select complete_until from stream where complete_until is not null order by source")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                .list();
    }
}
