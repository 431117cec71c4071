package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.RunningService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What the meters say of a reading, held against the tables. */
class MetersTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void theyAgreeWithTheTables() {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(5).projects(1), 3, NOW.minus(Duration.ofDays(2)), NOW);
        try (var cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
                var service = RunningService.start(cloud.environment())) {
            var meters = service.bean(MeterRegistry.class);
            await().atMost(Duration.ofSeconds(60)).until(() -> isSettled(service));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> agree(meters, service));
            assertThat(records(meters, "ecs", "new")).isEqualTo(count(service, "select count(*) from instance_action"));
            assertThat(records(meters, "rms", "new")).isEqualTo(count(service, "select count(*) from history_item"));
            assertThat(meters.get("changetrail.lag.capture").timer().count())
                    .isPositive()
                    .isEqualTo(count(service, "select count(*) from history_item where updated is not null"));
            assertThat(meters.get("changetrail.lag.updated").timer().count()).isPositive();

            var unchanged = records(meters, "ecs", "unchanged");
            service.database().sql("update server set ecs_due_at = now()").update();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> records(meters, "ecs", "unchanged")
                            >= unchanged + count(service, "select count(*) from instance_action"));
        }
    }

    private static void agree(MeterRegistry meters, RunningService service) {
        for (var source : new String[] {"ecs", "rms"}) {
            assertThat(age(meters, "changetrail.sync.freshness", source)).isBetween(0.0, 60.0);
            assertThat(age(meters, "changetrail.sync.sweep.age", source))
                    .isGreaterThan(age(meters, "changetrail.sync.freshness", source) - 1)
                    .isFinite();
            assertThat(meters.get("changetrail.list.rows")
                            .tags("source", source, "result", "read")
                            .counter()
                            .count())
                    .isGreaterThanOrEqualTo(count(service, "select count(*) from server where deleted_at is null"));
        }
        assertThat(meters.get("changetrail.cloud.requests")
                        .tags("service", "ecs", "status", "200", "outcome", "good")
                        .timer()
                        .count())
                .isPositive();
    }

    private static double age(MeterRegistry meters, String name, String source) {
        return meters.get(name).tag("source", source).gauge().value();
    }

    private static double records(MeterRegistry meters, String source, String result) {
        return meters.get("changetrail.ingest.records")
                .tags("source", source, "result", result)
                .counter()
                .count();
    }

    private static boolean isSettled(RunningService service) {
        return count(service, "select count(complete_until) from stream") == 2
                && count(service, "select count(*) from dirty_resource") == 0
                && count(service, "select count(*) from link") > 0;
    }

    private static long count(RunningService service, String sql) {
        return service.database()
                .sql(sql)
                .query((row, number) -> row.getLong(1))
                .single();
    }
}
