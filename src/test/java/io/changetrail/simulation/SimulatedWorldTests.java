package io.changetrail.simulation;

import static io.changetrail.simulation.SimulatedClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.World.Project;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A whole generated world, read over HTTP as a poller would read it. */
class SimulatedWorldTests {

    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofDays(2));

    @Test
    void everythingVisibleIsServedAndNothingElse() {
        var world = WorldGenerator.generate(WorldParameters.typical().servers(6), 11, FROM, UNTIL);
        var now = FROM.plus(Duration.ofDays(1));
        try (var cloud = SimulatedCloud.start(0, world, new SettableClock(now));
                var client = new SimulatedClient(cloud)) {
            world.projects().forEach(project -> readProject(client, project));
            var domain = client.login("changetrail", "{\"domain\": {\"id\": \"" + world.domainId() + "\"}}");
            world.servers().forEach(server -> readHistory(client, domain, world.domainId(), server));

            var actions = world.servers().stream()
                    .flatMap(server -> server.actions().stream()
                            .filter(action -> !action.visibleFrom().isAfter(now))
                            .map(action -> new Served.Row(
                                    server.id(),
                                    action.requestId(),
                                    action.action(),
                                    action.start().truncatedTo(ChronoUnit.SECONDS))))
                    .collect(Collectors.toSet());
            var items = world.servers().stream()
                    .flatMap(server -> server.items().stream())
                    .filter(item -> !item.visibleFrom().isAfter(now))
                    .map(World.SimulatedItem::document)
                    .toList();
            assertThat(actions).isNotEmpty();
            assertThat(cloud.served().rows()).isEqualTo(actions);
            assertThat(cloud.served().items()).extracting(Served.Item::document).hasSameElementsAs(items);
        }
    }

    @Test
    void theCommandsWorldReachesFromThePastIntoTheFuture() {
        var now = Instant.parse("2026-03-03T15:00:00Z");

        var world = SimulatedCloudCommand.world(new String[] {"--seed=5", "--servers=4", "--world=calm"}, now);

        assertThat(world.servers()).hasSize(4);
        assertThat(world)
                .isEqualTo(SimulatedCloudCommand.world(
                        new String[] {"--seed=5", "--servers=4", "--world=calm"}, now.plusSeconds(3600)));
        var starts = world.servers().stream()
                .flatMap(server -> server.actions().stream())
                .map(World.SimulatedAction::start)
                .toList();
        assertThat(starts).anyMatch(start -> start.isBefore(now)).anyMatch(start -> start.isAfter(now));
    }

    private static void readProject(SimulatedClient client, Project project) {
        var token = client.projectToken(project);
        json(client.servers(token, "/detail?limit=1000&changes-since=2000-01-01T00:00:00Z"))
                .path("servers")
                .forEach(server -> readActions(client, token, server.path("id").asString()));
    }

    private static void readActions(SimulatedClient client, String token, String serverId) {
        var path = "/" + serverId + "/os-instance-actions?limit=100";
        var page = json(client.servers(token, path));
        while (page.has("links")) {
            var last = page.path("instanceActions").valueStream().toList().getLast();
            page = json(client.servers(
                    token, path + "&marker=" + last.path("request_id").asString()));
        }
    }

    private static void readHistory(SimulatedClient client, String token, String domain, SimulatedServer server) {
        var path = "/v1/resource-manager/domains/" + domain + "/resources/" + server.id() + "/history?limit=5";
        JsonNode page = json(client.get("rms", path, "X-Auth-Token", token));
        while (page.path("page_info").path("next_marker").isString()) {
            var marker = page.path("page_info").path("next_marker").asString();
            page = json(client.get("rms", path + "&marker=" + marker, "X-Auth-Token", token));
        }
    }
}
