package io.changetrail.simulation;

import static io.changetrail.simulation.HandMadeWorld.TEAM;
import static io.changetrail.simulation.HandMadeWorld.WEB;
import static io.changetrail.simulation.SimulatedClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SimulatedCloudTests {

    private static final Instant ZERO = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ACTIONS = "/" + WEB + "/os-instance-actions";

    private final SettableClock clock = new SettableClock(ZERO.plus(Duration.ofHours(3)));
    private final World world = HandMadeWorld.around(ZERO, 1);
    private final SimulatedCloud cloud = SimulatedCloud.start(0, world, clock);
    private final SimulatedClient client = new SimulatedClient(cloud);

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    @Test
    void aTokenIsLongAndKnowsItsScope() {
        var login = client.post("changetrail", "simulated-password", "{\"project\": {\"name\": \"eu-de_team\"}}");
        var token = login.headers().firstValue("X-Subject-Token").orElseThrow();

        assertThat(login.statusCode()).isEqualTo(201);
        assertThat(token).hasSizeGreaterThan(1000);
        assertThat(json(login).path("token").path("expires_at").asString()).isEqualTo("2026-03-02T13:00:00.000000Z");
        var seen = client.get("iam", "/v3/auth/tokens", "X-Auth-Token", token, "X-Subject-Token", token);
        assertThat(json(seen).path("token").path("project").path("id").asString())
                .isEqualTo(TEAM.id());
    }

    @Test
    void loginsThatCannotBeAreUnauthorized() {
        assertThat(client.post("changetrail", "wrong", "").statusCode()).isEqualTo(401);
        assertThat(client.post("nobody", "simulated-password", "").statusCode()).isEqualTo(401);
        assertThat(client.post("changetrail", "simulated-password", "{\"project\": {\"id\": \"unknown\"}}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theProjectsOfTheAccountAreListed() {
        var projects = json(client.get("iam", "/v3/auth/projects", "X-Auth-Token", client.login("changetrail", "")));

        assertThat(projects.path("projects")
                        .valueStream()
                        .map(project -> project.path("name").asString()))
                .containsExactly("eu-de_team", "eu-de_other");
    }

    @Test
    void anExpiredAndARevokedTokenAreRefused() {
        cloud.settings().tokenLifetime(Duration.ofMinutes(10));
        var shortLived = client.projectToken(TEAM);
        clock.advance(Duration.ofMinutes(10));
        assertThat(client.servers(shortLived, ACTIONS).statusCode()).isEqualTo(401);

        var revoked = client.projectToken(TEAM);
        assertThat(client.servers(revoked, ACTIONS).statusCode()).isEqualTo(200);
        cloud.revokeTokens();
        var refused = client.servers(revoked, ACTIONS);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValue("Keystone uri=\"" + cloud.endpoint("iam") + "\"");
    }

    @Test
    void aFaultSpoilsAsManyCallsAsItIsToldAndCountsThem() {
        var token = client.projectToken(TEAM);
        var fault =
                cloud.faults().add(new Fault("throttled", Fault.kind("os-instance-actions"), Fault.throttled(7), 2));

        var spoilt = client.servers(token, ACTIONS);
        assertThat(spoilt.statusCode()).isEqualTo(429);
        assertThat(spoilt.headers().firstValue("Retry-After")).hasValue("7");
        client.servers(token, ACTIONS);
        assertThat(cloud.served().rows()).isEmpty();

        assertThat(client.servers(token, ACTIONS).statusCode()).isEqualTo(200);
        assertThat(cloud.faults().fired(fault)).isEqualTo(2);
        assertThat(cloud.served("os-instance-actions")).isEqualTo(3);
    }

    @Test
    void aFaultCanMeetOneServerOnly() {
        var token = client.projectToken(TEAM);
        cloud.faults()
                .add(new Fault(
                        "broken server",
                        Fault.resource(WEB).and(Fault.service("ecs")),
                        Fault.reply(Fault.gateway(503, "APIG.0201", "Backend unavailable")),
                        Fault.ALWAYS));

        assertThat(client.servers(token, ACTIONS).statusCode()).isEqualTo(503);
        assertThat(client.servers(token, "/" + HandMadeWorld.BATCH + "/os-instance-actions")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTruncatedBodyBreaksTheConnection() {
        var token = client.projectToken(TEAM);
        cloud.faults().add(new Fault("truncated", Fault.service("ecs"), Fault.truncated(), 1));

        assertThatThrownBy(() -> client.servers(token, ACTIONS)).hasMessageContaining("fixed content-length");
        assertThat(cloud.served().rows()).isEmpty();
    }

    @Test
    void anAnswerCanBeAPageOfHtmlOrARecordOfAWrongType() {
        var token = client.projectToken(TEAM);
        cloud.faults().add(new Fault("proxy", Fault.service("ecs"), Fault.html(), 1));
        cloud.faults()
                .add(new Fault(
                        "wrong type", Fault.service("ecs"), Fault.rewritten(SimulatedCloudTests::typedWrong), 1));

        assertThat(client.servers(token, ACTIONS).body()).startsWith("<html>");
        assertThat(json(client.servers(token, ACTIONS))
                        .path("instanceActions")
                        .path(0)
                        .path("start_time")
                        .isNumber())
                .isTrue();
    }

    @Test
    void anAnswerCanHangUntilTheCloudCloses() {
        var token = client.projectToken(TEAM);
        cloud.faults().add(new Fault("hangs", Fault.service("ecs"), Fault.hanging(), Fault.ALWAYS));

        assertThatThrownBy(() -> client.send(client.request("ecs", "/v2.1/servers")
                        .header("X-Auth-Token", token)
                        .timeout(Duration.ofMillis(200))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void anAnswerCanBeLate() {
        var token = client.projectToken(TEAM);
        cloud.faults().add(new Fault("late", Fault.service("ecs"), Fault.delayed(Duration.ofMillis(300)), 1));
        var before = System.nanoTime();

        assertThat(client.servers(token, ACTIONS).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void theEnvironmentNamesAllThatChangetrailNeeds() {
        assertThat(cloud.environment())
                .containsAllEntriesOf(Map.of(
                        "CHANGETRAIL_CLOUD_REGION",
                        "eu-de",
                        "CHANGETRAIL_CLOUD_DOMAIN_ID",
                        HandMadeWorld.DOMAIN,
                        "CHANGETRAIL_CLOUD_PROJECT_IDS",
                        TEAM.id() + "," + HandMadeWorld.OTHER.id(),
                        "CHANGETRAIL_CLOUD_ECS_ENDPOINT",
                        "http://127.0.0.1:" + cloud.port() + "/ecs",
                        "CHANGETRAIL_CLOUD_CREDENTIALS_USERNAME",
                        "changetrail"));
    }

    @Test
    void theCommandSaysThatItIsSimulatedAndWhatIsInvented() {
        var out = new ByteArrayOutputStream();
        SimulatedCloudCommand.announce(cloud, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("simulated cloud", "Invented here: UPDATE, DELETE", "CHANGETRAIL_CLOUD_IAM_ENDPOINT=");
    }

    private static ObjectNode typedWrong(ObjectNode body) {
        ((ObjectNode) body.path("instanceActions").path(0)).put("start_time", 17);
        return body;
    }
}
