package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A source of which nothing can be seen is not taken for one in which nothing happens. */
class UnwatchedSourceTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final int TRIES_OF_A_CALL = 4;
    private static final String SINCE = "2026-03-01T00:00:00Z";

    @Test
    void aRecorderThatLeavesServersOutIsOffForUsAlsoIfItCouldNotBeAskedAtFirst() {
        try (var cloud = cloud()) {
            cloud.settings().recordedTypes("evs.volumes", "vpc.vpcs");
            var away = Fault.gateway(503, "APIG.0201", "Backend unavailable");
            cloud.faults().add(new Fault("away", Fault.kind("tracker-config"), Fault.reply(away), TRIES_OF_A_CALL + 1));
            try (var service = start(cloud, Map.of("CHANGETRAIL_SYNC_BACKFILL_SINCE", "2026-03-09T00:00:00Z"))) {
                var coverage = new CoverageClient(new ApiClient(service.address()));
                awaitWholeWalks(service, 2);
                await().atMost(Duration.ofMinutes(2))
                        .until(() ->
                                CoverageClient.reasons(row(coverage, cloud)).contains("recorder_off"));
                var off = row(coverage, cloud);
                assertThat(off.path("state").asString()).isEqualTo("blind");
                assertThat(CoverageClient.reasons(off)).containsExactlyInAnyOrder("recorder_off", "before_onboarding");
                assertThat(CoverageClient.gap(off, "recorder_off").path("open").asBoolean())
                        .isTrue();
                assertThat(CoverageClient.gap(off, "before_onboarding")
                                .path("until")
                                .asString())
                        .isEqualTo("2026-03-09T00:00:00.000000Z");

                cloud.settings().recordedTypes("evs.volumes", "ecs.cloudServers");
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> !CoverageClient.gap(row(coverage, cloud), "recorder_off")
                                .path("open")
                                .asBoolean());
                assertThat(row(coverage, cloud).path("state").asString()).isEqualTo("partial");
            }
        }
    }

    @Test
    void ofASourceThatIsSwitchedOffNothingIsKnown() {
        try (var cloud = cloud();
                var service = start(cloud, Map.of("CHANGETRAIL_CLOUD_RMS_ENABLED", "false"))) {
            var api = new ApiClient(service.address());
            var coverage = new CoverageClient(api);
            awaitWholeWalks(service, 1);
            await().atMost(Duration.ofMinutes(2)).until(() -> effects(api).equals(Set.of("unobservable")));

            assertThat(row(coverage, cloud).path("state").asString()).isEqualTo("blind");
            assertThat(CoverageClient.reasons(row(coverage, cloud))).containsExactly("outage");
            assertThat(cloud.served("tracker-config")).isZero();
            assertThat(coverage.row("ecs", project(cloud), SINCE).path("state").asString())
                    .isEqualTo("partial");
        }
    }

    @Test
    void aRecorderThatCannotBeAskedChangesNothing() {
        try (var cloud = cloud()) {
            var unknown = Fault.gateway(404, "APIG.0101", "The API does not exist");
            cloud.faults()
                    .add(new Fault("no such call", Fault.kind("tracker-config"), Fault.reply(unknown), Fault.ALWAYS));
            try (var service = start(cloud, Map.of())) {
                awaitWholeWalks(service, 2);

                assertThat(CoverageClient.reasons(row(new CoverageClient(new ApiClient(service.address())), cloud)))
                        .isEmpty();
                assertThat(cloud.served("tracker-config")).as("asked hourly").isEqualTo(1);
            }
        }
    }

    private static Set<String> effects(ApiClient api) {
        return api.all("/api/v1/timeline?since=2026-03-08T00:00:00Z&until=2026-03-11T00:00:00Z").stream()
                .map(entry -> entry.at("/action/effect").asString())
                .collect(Collectors.toSet());
    }

    private static SimulatedCloud cloud() {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(3).projects(1), 5, NOW.minus(Duration.ofDays(2)), NOW);
        return SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static RunningService start(SimulatedCloud cloud, Map<String, String> more) {
        var environment = new HashMap<>(cloud.environment());
        environment.putAll(more);
        return RunningService.start(environment);
    }

    private static void awaitWholeWalks(RunningService service, int streams) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> service.database()
                        .sql("select count(*) filter (where complete_until > whole_since) from stream")
                        .query((row, number) -> row.getInt(1) == streams)
                        .single());
    }

    private static JsonNode row(CoverageClient coverage, SimulatedCloud cloud) {
        return coverage.row("rms", project(cloud), SINCE);
    }

    private static String project(SimulatedCloud cloud) {
        return cloud.environment().getOrDefault("CHANGETRAIL_CLOUD_PROJECT_IDS", "");
    }
}
