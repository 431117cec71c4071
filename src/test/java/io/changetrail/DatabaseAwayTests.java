package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.ApiClient;
import io.changetrail.support.PlainClient;
import io.changetrail.support.RunningService;
import io.changetrail.support.TcpProxy;
import io.changetrail.support.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The database goes away under a service that is at work, and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void pollingPausesReadinessSaysSoAndAllGoesOnByItself(CapturedOutput output) throws Exception {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(4).projects(1), 11, NOW.minus(Duration.ofDays(1)), NOW);
        try (var database = TestDatabase.start();
                var proxy = TcpProxy.to(port(database));
                var cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC))) {
            var environment = new LinkedHashMap<>(cloud.environment());
            environment.put("SPRING_DATASOURCE_URL", through(proxy, database));
            try (var service = RunningService.startAt(database, environment)) {
                var api = new ApiClient(service.address());
                await().atMost(Duration.ofSeconds(60)).until(() -> lists(cloud) > 4 && api.status("/readyz") == 200);

                proxy.cut();
                await("readiness is false").atMost(Duration.ofSeconds(20)).until(() -> api.status("/readyz") == 503);
                assertThat(api.status("/livez")).isEqualTo(200);
                assertAskedToComeBack(service);
                var before = lists(cloud);
                await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
                assertThat(lists(cloud) - before)
                        .as("nothing is asked for that cannot be stored")
                        .isZero();

                proxy.mend();
                await("polling goes on")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> lists(cloud) > before + 2 && api.status("/readyz") == 200);
                await("both streams are whole again")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> output.getAll()
                                        .lines()
                                        .filter(line -> line.contains("is read whole again"))
                                        .count()
                                >= 1);
            }
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("is not read whole")))
                .as("a line for each stream, not for each try")
                .hasSizeBetween(1, 2);
        assertThat(output.getAll()).doesNotContain("onErrorDropped", "\tat io.changetrail");
        assertThat(output.getAll().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                .hasSizeLessThan(8);
    }

    private static void assertAskedToComeBack(RunningService service) {
        try (var client = new PlainClient(URI.create(service.address()).getPort())) {
            var answer = client.ask("GET", "/api/v1/servers");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
            assertThat(answer.json().path("type").asString()).isEqualTo("urn:changetrail:problem:service-unavailable");
        }
    }

    private static int lists(SimulatedCloud cloud) {
        return cloud.served("resources") + cloud.served("servers/detail");
    }

    private static String through(TcpProxy proxy, TestDatabase database) {
        var url = url(database);
        return url.replace(":" + port(database) + "/", ":" + proxy.port() + "/");
    }

    private static int port(TestDatabase database) {
        return URI.create(url(database).substring("jdbc:".length())).getPort();
    }

    private static String url(TestDatabase database) {
        return String.valueOf(database.environment().get("SPRING_DATASOURCE_URL"));
    }
}
