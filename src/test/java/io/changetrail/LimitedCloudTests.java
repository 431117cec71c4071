package io.changetrail;

import static io.changetrail.simulation.AwkwardTruth.CONFIRM_RESIZE_AND_DELETE_UNDER_ONE_ID;
import static io.changetrail.simulation.AwkwardTruth.DELETE_HAS_NO_PROPERTIES;
import static io.changetrail.simulation.AwkwardTruth.ONLY_RELATIONS_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.SimulationSettings;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Clouds that cannot show everything: the service reads what there is, says once what it cannot see, and so does coverage. */
@ExtendWith(OutputCaptureExtension.class)
class LimitedCloudTests {

    private static final Instant NOW = Instant.now();

    static Stream<Arguments> novas() {
        return Stream.of(
                Arguments.of(ceiling(60), true, true, true),
                Arguments.of(ceiling(57), false, true, true),
                Arguments.of(ceiling(1), false, false, false),
                Arguments.of(new Switch("/v2/ only", settings -> settings.v21(false)), false, false, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("novas")
    void anOlderNovaIsReadAsFarAsItGoes(
            Switch nova, boolean whole, boolean events, boolean deletedServers, CapturedOutput output) {
        try (var cloud = AwkwardWorlds.start(0, Clock.fixed(NOW, ZoneOffset.UTC))) {
            nova.turn().accept(cloud.settings());
            try (var service = RunningService.start(cloud.environment())) {
                var api = new ApiClient(service.address());
                await("both sources are read whole")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Stream.of("ecs", "rms")
                                .noneMatch(source -> coverage(api, source)
                                        .path("complete_until")
                                        .isNull()));

                var create = actions(api, ONLY_RELATIONS_CHANGE.server());
                assertThat(create).hasSize(1);
                assertThat(create.getFirst().at("/action/events").isArray()).isEqualTo(events);
                assertThat(create.getFirst().at("/action/outcome").asString())
                        .isEqualTo(events ? "succeeded" : "unknown");
                assertThat(create.getFirst().at("/action/updated_at").isNull()).isNotEqualTo(whole);
                assertThat(actions(api, CONFIRM_RESIZE_AND_DELETE_UNDER_ONE_ID.server()))
                        .as("actions of a deleted server")
                        .hasSize(deletedServers ? 4 : 0);
                assertThat(reasons(coverage(api, "ecs"))).isEqualTo(whole ? List.of() : List.of("microversion"));
                assertThat(reasons(coverage(api, "rms"))).isEmpty();
                await("what was swept is complete, unless Nova does not show it")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> sweptState(api).equals(whole ? "complete" : "partial"));
            }
        }
        var told = output.getAll()
                .lines()
                .filter(line -> line.contains("it does not show"))
                .toList();
        assertThat(told).as("lines that say what Nova does not show").hasSize(whole ? 0 : 1);
        assertThat(told).allSatisfy(line -> {
            assertThat(line.contains("events")).isNotEqualTo(events);
            assertThat(line.contains("deleted servers")).isNotEqualTo(deletedServers);
        });
    }

    @Test
    void withoutARecorderActionsAreServedAndCoverageNamesTheReason(CapturedOutput output) {
        try (var cloud = AwkwardWorlds.start(0, Clock.fixed(NOW, ZoneOffset.UTC))) {
            cloud.settings().recorder(false);
            try (var service = RunningService.start(cloud.environment())) {
                var api = new ApiClient(service.address());
                await("the recorder is known to be off")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> reasons(coverage(api, "rms")).equals(List.of("backfill", "recorder_off"))
                                && !coverage(api, "ecs").path("complete_until").isNull());

                assertThat(coverage(api, "rms").path("state").asString()).isEqualTo("blind");
                assertThat(actions(api, DELETE_HAS_NO_PROPERTIES.server())).hasSize(2);
                assertThat(api.all("/api/v1/servers/" + DELETE_HAS_NO_PROPERTIES.server() + "/timeline?kind=change"))
                        .isEmpty();
                switchOnAgain(cloud, service, api);
            }
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("resource recorder is off")))
                .hasSize(1);
    }

    private static void switchOnAgain(SimulatedCloud cloud, RunningService service, ApiClient api) {
        cloud.settings().recorder(true);
        service.database()
                .sql("update server set rms_due_at = now() where rms_failing")
                .update();
        await("the recorder is on again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> open(coverage(api, "rms")).isEmpty());
        assertThat(reasons(coverage(api, "rms")))
                .as("nothing was recorded meanwhile")
                .isEqualTo(List.of("recorder_off"));
        assertThat(coverage(api, "rms").path("state").asString()).isEqualTo("partial");
        assertThat(api.all("/api/v1/servers/" + DELETE_HAS_NO_PROPERTIES.server() + "/timeline?kind=change"))
                .hasSize(2);
    }

    private static JsonNode coverage(ApiClient api, String source) {
        return new CoverageClient(api)
                .rows("now-7d").stream()
                        .filter(row -> row.path("source").asString().equals(source))
                        .findFirst()
                        .orElseGet(() -> Json.tree("{\"complete_until\": null, \"gaps\": []}"));
    }

    /** The state of ECS over a day that ended with the start of its last whole sweep. */
    private static String sweptState(ApiClient api) {
        var until = coverage(api, "ecs").path("swept_until").asString("");
        if (until.isEmpty()) {
            return "not swept";
        }
        var since = Instant.parse(until).minus(Duration.ofDays(1));
        return api.get("/api/v1/coverage?since=" + since + "&until=" + until)
                .path("data")
                .valueStream()
                .filter(row -> row.path("source").asString().equals("ecs"))
                .map(row -> row.path("state").asString())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> reasons(JsonNode coverage) {
        return coverage.path("gaps")
                .valueStream()
                .map(gap -> gap.path("reason").asString())
                .filter(reason -> !reason.equals("not_swept"))
                .sorted()
                .toList();
    }

    private static List<JsonNode> open(JsonNode coverage) {
        return coverage.path("gaps")
                .valueStream()
                .filter(gap -> gap.path("open").asBoolean()
                        && !gap.path("reason").asString().equals("not_swept"))
                .toList();
    }

    private static List<JsonNode> actions(ApiClient api, String server) {
        return api.all("/api/v1/servers/" + server + "/timeline?kind=action&order=asc");
    }

    private static Switch ceiling(int minor) {
        return new Switch("microversion ceiling 2." + minor, settings -> settings.microversionCeiling(minor));
    }

    /** One turn of the simulated cloud's switches. */
    private record Switch(String name, Consumer<SimulationSettings> turn) {

        @Override
        public String toString() {
            return name;
        }
    }
}
