package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A service is stopped while its walks are under way. */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static final World WORLD = WorldGenerator.generate(
            WorldParameters.typical().servers(6).projects(1), 5, NOW.minus(Duration.ofDays(1)), NOW);

    @Test
    void anotherReplicaGoesOnAtOnce(CapturedOutput output) throws Exception {
        try (var database = TestDatabase.start();
                var cloud = SimulatedCloud.start(0, WORLD, Clock.fixed(NOW, ZoneOffset.UTC))) {
            var jdbc = client(database);
            cloud.faults().add(new Fault("slow", Fault.kind("history"), Fault.hanging(), 3));
            cloud.faults().add(new Fault("slow", Fault.kind("os-instance-actions"), Fault.hanging(), 3));
            try (var first = RunningService.startAt(database, cloud.environment())) {
                await().atMost(Duration.ofSeconds(60)).until(() -> leased(jdbc).size() == 2);
                assertThat(first.address()).isNotEmpty();
            }
            assertThat(leased(jdbc)).as("streams of the replica that stopped").isEmpty();

            try (var second = RunningService.startAt(database, cloud.environment())) {
                var started = Instant.now();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> jdbc.sql("select count(*) = 2 from stream where complete_until is not null")
                                .query((row, number) -> row.getBoolean(1))
                                .single());
                assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(30));
                assertThat(second.address()).isNotEmpty();
            }
        }
        assertThat(output.getAll()).doesNotContain("onErrorDropped").doesNotContain("LEAK");
    }

    @Test
    void twoSignalsEndTheProcessWithinTheGracePeriodAndFreeItsStreams() throws Exception {
        try (var database = TestDatabase.start();
                var cloud = SimulatedCloud.start(0, WORLD, Clock.fixed(NOW, ZoneOffset.UTC))) {
            cloud.faults().add(new Fault("stuck", Fault.service("ecs"), Fault.hanging(), Fault.ALWAYS));
            cloud.faults().add(new Fault("stuck", Fault.service("rms"), Fault.hanging(), Fault.ALWAYS));
            var jdbc = client(database);
            var process = process(cloud, database);
            try {
                await().atMost(Duration.ofSeconds(120))
                        .ignoreExceptions()
                        .until(() -> leased(jdbc).size() == 2);

                process.destroy();
                process.destroy();

                assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(143);
                assertThat(leased(jdbc)).isEmpty();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process process(SimulatedCloud cloud, TestDatabase database) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChangetrailApplication.class.getName())
                .inheritIO();
        process.environment().putAll(cloud.environment());
        process.environment().putAll(database.environment());
        process.environment().put("CHANGETRAIL_ACCESS_MODE", "open");
        process.environment().put("SERVER_PORT", "0");
        process.environment().put("MANAGEMENT_SERVER_PORT", "0");
        return process.start();
    }

    private static List<String> leased(JdbcClient jdbc) {
        return jdbc.sql("select source from stream where lease_until > now()")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static JdbcClient client(TestDatabase database) {
        var environment = database.environment();
        return JdbcClient.create(new DriverManagerDataSource(
                String.valueOf(environment.get("SPRING_DATASOURCE_URL")),
                String.valueOf(environment.get("SPRING_DATASOURCE_USERNAME")),
                String.valueOf(environment.get("SPRING_DATASOURCE_PASSWORD"))));
    }
}
