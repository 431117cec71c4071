package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** The clients against a whole cloud, configured by the variables that it prints. */
class AgainstSimulationTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final World WORLD = WorldGenerator.generate(
            WorldParameters.calm().servers(7).projects(2), 11, NOW.minus(Duration.ofDays(7)), NOW);

    private final SettableClock clock = new SettableClock(NOW);
    private final SimulatedCloud cloud = SimulatedCloud.start(0, WORLD, clock);

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void autoFindsTheProjects() {
        var services = services(Map.of("CHANGETRAIL_CLOUD_PROJECT_IDS", "auto"));

        assertThat(new WatchedProjects(properties(Map.of("CHANGETRAIL_CLOUD_PROJECT_IDS", "auto")), services.iam())
                        .ids()
                        .block(Duration.ofSeconds(10)))
                .containsExactlyInAnyOrderElementsOf(
                        WORLD.projects().stream().map(World.Project::id).toList());
    }

    @Test
    void pagesOfTwoHoldWhatOnePageHolds() {
        var ecs = services(Map.of()).ecs();
        for (var project : WORLD.projects()) {
            var whole = servers(ecs, project.id(), 1000);

            assertThat(servers(ecs, project.id(), 2)).isEqualTo(whole).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyActionAndEveryHistoryItemIsReadInSmallPages() {
        var services = services(Map.of());
        for (var server : WORLD.servers()) {
            var actions = CloudRequest.get(
                    new CloudScope.Project(server.projectId()),
                    "/v2.1/{}/servers/{}/os-instance-actions",
                    server.projectId(),
                    server.id());
            var history = CloudRequest.get(
                    new CloudScope.Domain(WORLD.domainId()),
                    "/v1/resource-manager/domains/{}/resources/{}/history",
                    WORLD.domainId(),
                    server.id());

            assertThat(rows(MarkerPages.walk(history.with("limit", 2), services.rms()::get, Markers.rms()), "items"))
                    .isEqualTo(rows(MarkerPages.walk(history, services.rms()::get, Markers.rms()), "items"))
                    .isNotEmpty();
            assertThat(rows(
                            MarkerPages.walk(actions.with("limit", 2), services.ecs()::get, Markers.novaActions()),
                            "instanceActions"))
                    .isEqualTo(rows(
                            MarkerPages.walk(actions.with("limit", 1000), services.ecs()::get, Markers.novaActions()),
                            "instanceActions"))
                    .isNotEmpty();
        }
    }

    @Test
    void anOlderNovaIsAskedForWhatItHas() {
        cloud.settings().microversionCeiling(53);

        assertThat(success(services(Map.of())
                                .ecs()
                                .get(list(WORLD.projects().getFirst().id())))
                        .microversion())
                .isEqualTo("2.53");
    }

    @Test
    void revokedTokensAndThrottlingAreOvercome() {
        var ecs = services(Map.of()).ecs();
        var request = list(WORLD.projects().getFirst().id());
        success(ecs.get(request));

        cloud.revokeTokens();
        success(ecs.get(request));
        var throttled = cloud.faults().add(new Fault("throttled", Fault.service("ecs"), Fault.throttled(0), 2));
        success(ecs.get(request));

        assertThat(cloud.faults().fired(throttled)).isEqualTo(2);
    }

    private static List<String> servers(CloudService ecs, String project, int limit) {
        var walk = MarkerPages.walk(list(project).with("limit", limit), ecs::get, Markers.novaServers());
        return rows(walk, "servers").stream()
                .map(server -> server.path("id").asString())
                .toList();
    }

    private static List<JsonNode> rows(Flux<CloudResponse> walk, String key) {
        return walk.concatMapIterable(
                        page -> page.body().path(key).valueStream().toList())
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();
    }

    private static CloudRequest list(String project) {
        return CloudRequest.get(new CloudScope.Project(project), "/v2.1/{}/servers/detail", project);
    }

    private CloudServices services(Map<String, String> changes) {
        var properties = properties(changes);
        var limits = CallLimits.DEFAULT;
        return CloudFixture.services(properties, limits, clock, new SimpleMeterRegistry());
    }

    private CloudProperties properties(Map<String, String> changes) {
        var variables = new HashMap<String, Object>(cloud.environment());
        variables.put("CHANGETRAIL_CLOUD_REQUESTS_PER_SECOND", "1000");
        variables.putAll(changes);
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment)
                .bind("changetrail.cloud", CloudProperties.class)
                .get();
    }
}
