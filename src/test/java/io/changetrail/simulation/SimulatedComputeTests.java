package io.changetrail.simulation;

import static io.changetrail.simulation.HandMadeWorld.BATCH;
import static io.changetrail.simulation.HandMadeWorld.FOREIGN;
import static io.changetrail.simulation.HandMadeWorld.OTHER;
import static io.changetrail.simulation.HandMadeWorld.TEAM;
import static io.changetrail.simulation.HandMadeWorld.WEB;
import static io.changetrail.simulation.SimulatedClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedComputeTests {

    private static final Instant ZERO = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ACTIONS = "/" + WEB + "/os-instance-actions";

    private final SettableClock clock = new SettableClock(ZERO.plus(Duration.ofHours(1)));
    private final SimulatedCloud cloud = SimulatedCloud.start(0, HandMadeWorld.around(ZERO, 1), clock);
    private final SimulatedClient client = new SimulatedClient(cloud);
    private final String token = client.projectToken(TEAM);

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    @Test
    void aVersionAboveTheCeilingIsNotAcceptable() {
        var refused = client.servers(token, ACTIONS, "2.61");

        assertThat(refused.statusCode()).isEqualTo(406);
        assertThat(refused.headers().firstValue("OpenStack-API-Version")).hasValue("compute 2.61");
        assertThat(refused.body())
                .isEqualTo(
                        "{\"computeFault\": {\"code\": 406, \"message\": \"Version 2.61 is not supported by the API. Minimum is 2.1 and maximum is 2.60.\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "nova 2.58,2.1",
        "2.58,2.1",
        "COMPUTE 2.58,2.58",
        "'volume 3.50, compute 2.58',2.58",
        "compute latest,2.60"
    })
    void theVersionHeaderIsReadAsNovaReadsIt(String header, String used) {
        var answer =
                client.get("ecs", "/v2.1/servers" + ACTIONS, "X-Auth-Token", token, "OpenStack-API-Version", header);

        assertThat(answer.headers().firstValue("X-OpenStack-Nova-API-Version")).hasValue(used);
    }

    @Test
    void whereOnlyV2IsServedV21IsUnknown() {
        cloud.settings().v21(false);

        assertThat(client.servers(token, ACTIONS).statusCode()).isEqualTo(404);
        assertThat(client.get("ecs", "/").body()).contains("v2.0").doesNotContain("v2.1");
        assertThat(client.get("ecs", "/v2/servers" + ACTIONS, "X-Auth-Token", token)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherProjectsServerAndWrongProjectInThePathAreRefused() {
        assertThat(client.servers(token, "/" + FOREIGN + "/os-instance-actions").statusCode())
                .isEqualTo(404);
        var malformed = client.get("ecs", "/v2.1/" + OTHER.id() + "/servers", "X-Auth-Token", token);
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body())
                .contains("Malformed request URL: URL's project_id '" + OTHER.id()
                        + "' doesn't match Context's project_id '" + TEAM.id() + "'");
    }

    @Test
    void anUnknownRouteIs404AfterTheTokenIsChecked() {
        var unknown = client.send(client.request("ecs", "/v2.1/servers" + ACTIONS)
                .header("X-Auth-Token", token)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(unknown.body())
                .isEqualTo(
                        "{\"message\": \"The resource could not be found.<br /><br />\\n\\n\\n\", \"code\": \"404 Not Found\", \"title\": \"Not Found\"}");
        assertThat(client.get("ecs", "/v2.1/servers" + ACTIONS + "/").statusCode())
                .isEqualTo(401);
    }

    @Test
    void deletedServersAreListedOnlyWithChangesSince() {
        assertThat(serverIds("/detail")).containsExactly(WEB);
        assertThat(serverIds("/detail?changes-since=2026-03-01T10:00:00Z")).containsExactly(BATCH, WEB);
        assertThat(serverIds("/detail?changes-since=2026-03-01T10:30:00Z")).containsExactly(WEB);
        assertThat(client.servers(token, "/" + BATCH + "/os-instance-actions", "2.20")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.servers(token, "/" + BATCH + "/os-instance-actions", "2.21")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPurgedServerIsGone() {
        clock.advance(Duration.ofDays(2));

        assertThat(client.servers(client.projectToken(TEAM), "/" + BATCH + "/os-instance-actions")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theUsualPageOfServersIsShortAndLinked() {
        cloud.settings().serversPage(1);

        var page = json(client.servers(token, "/detail?changes-since=2026-03-01T10:00:00Z"));
        assertThat(page.path("servers").size()).isEqualTo(1);
        assertThat(page.path("servers_links").path(0).path("href").asString())
                .isEqualTo(cloud.endpoint("ecs") + "/v2.1/servers/detail?changes-since=2026-03-01T10%3A00%3A00Z&marker="
                        + BATCH);
        assertThat(serverIds("/detail?limit=5&changes-since=2026-03-01T10:00:00Z&marker=" + BATCH))
                .containsExactly(WEB);
    }

    @Test
    void aTokenCountsOnlyWhereNovaLooksForIt() {
        var path = "/v2.1/servers" + ACTIONS;
        assertThat(client.get("ecs", path, "X-Storage-Token", token).statusCode())
                .isEqualTo(200);
        assertThat(client.get("ecs", path, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
        assertThat(client.get("ecs", path, "X-Auth-Token", token, "X-Auth-Token", token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.get("ecs", path, "X-Auth-Token", token, "X-Service-Token", "bad")
                        .statusCode())
                .isEqualTo(401);
    }

    private List<String> serverIds(String path) {
        return json(client.servers(token, path))
                .path("servers")
                .valueStream()
                .map(server -> server.path("id").asString())
                .toList();
    }
}
