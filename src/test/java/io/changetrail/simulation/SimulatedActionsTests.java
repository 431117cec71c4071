package io.changetrail.simulation;

import static io.changetrail.simulation.HandMadeWorld.TEAM;
import static io.changetrail.simulation.HandMadeWorld.WEB;
import static io.changetrail.simulation.HandMadeWorld.request;
import static io.changetrail.simulation.SimulatedClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SimulatedActionsTests {

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
    void aRunningActionHasNeitherFinishNorResultAndMovesItsUpdateTime() {
        clock.set(ZERO.plusSeconds(603));
        var detail = json(client.servers(token, ACTIONS + "/" + request(2))).path("instanceAction");

        assertThat(detail.path("updated_at").asString()).isEqualTo("2026-03-01T10:10:01.000000");
        assertThat(detail.path("events").path(0).toString())
                .isEqualTo("{\"event\":\"compute_stop_instance\",\"start_time\":\"2026-03-01T10:10:01.000000\","
                        + "\"finish_time\":null,\"result\":null}");

        clock.set(ZERO.plusSeconds(605));
        var finished = json(client.servers(token, ACTIONS + "/" + request(2))).path("instanceAction");
        assertThat(finished.path("updated_at").asString()).isEqualTo("2026-03-01T10:10:05.000000");
        assertThat(finished.path("events").path(0).path("result").asString()).isEqualTo("Success");
    }

    @Test
    void theMessageSaysErrorOnlyOnceTheFailedEventHasFinished() {
        clock.set(ZERO.plusSeconds(1259));
        assertThat(message(3)).isNull();

        clock.set(ZERO.plusSeconds(1260));
        assertThat(message(3)).isEqualTo("Error");
    }

    @Test
    void aQueuedActionHasNoEventsYet() {
        clock.set(ZERO.plusSeconds(600));

        var detail = json(client.servers(token, ACTIONS + "/" + request(2))).path("instanceAction");
        assertThat(detail.path("events").isEmpty()).isTrue();
        assertThat(detail.path("updated_at").asString()).isEqualTo("2026-03-01T10:10:00.000000");
    }

    @Test
    void actionsOfTheFutureAreNotListed() {
        clock.set(ZERO.plusSeconds(1199));

        assertThat(names(client.servers(token, ACTIONS).body())).containsExactly("stop", "create");
    }

    @Test
    void pagesAreLinkedWhileTheyAreFull() {
        var page = json(client.servers(token, ACTIONS + "?limit=3"));
        assertThat(page.path("links").path(0).path("href").asString())
                .isEqualTo(cloud.endpoint("ecs") + "/v2.1/servers" + ACTIONS + "?limit=3&marker=" + request(4));

        var last = json(client.servers(token, ACTIONS + "?limit=3&marker=" + request(4)));
        assertThat(names(last.toString())).containsExactly("resize", "stop", "create");
        assertThat(last.has("links")).isTrue();

        assertThat(client.servers(token, ACTIONS + "?limit=3&marker=" + request(1))
                        .body())
                .isEqualTo("{\"instanceActions\": []}");
    }

    @Test
    void aMarkerSharedByTwoActionsBringsTheOlderOneAgain() {
        assertThat(names(client.servers(token, ACTIONS + "?limit=2&marker=" + request(5))
                        .body()))
                .containsExactly("confirmResize", "start");
        assertThat(json(client.servers(token, ACTIONS + "/" + request(5)))
                        .path("instanceAction")
                        .path("action")
                        .asString())
                .isEqualTo("delete");
    }

    @Test
    void belowVersion58EverythingComesAtOnceWhateverIsAsked() {
        var all = client.servers(token, ACTIONS + "?limit=1&foo=bar", "2.57");

        assertThat(names(all.body())).hasSize(6);
        assertThat(all.body()).doesNotContain("updated_at", "links");
        assertThat(names(client.get("ecs", "/v2/servers" + ACTIONS + "?limit=1", "X-Auth-Token", token)
                        .body()))
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "limit=|Invalid input for query parameters limit. Value: . '' is too short",
                "limit=1&limit=2|Invalid input for query parameters limit. Value: ['1', '2']. ['1', '2'] is too long",
                "foo=1&bar=2|Additional properties are not allowed ('bar', 'foo' were unexpected)",
                "foo=1&limit=x|Invalid input for query parameters limit. Value: x. 'x' does not match '^[0-9]*$'",
                "changes-before=2026-01-01T00:00:00Z|Additional properties are not allowed ('changes-before' was unexpected)",
                "marker=nonsense|Marker None could not be found.",
                "changes-since=2026-13-01|Invalid input for query parameters changes-since. Value: 2026-13-01. '2026-13-01' is not a 'date-time'"
            })
    void aBadParameterIsRefusedInNovasWords(String query, String message) {
        var refused = client.servers(token, ACTIONS + "?" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("badRequest").path("message").asString()).isEqualTo(message);
    }

    @Test
    void changesSinceCountsFromTheLastUpdateAndIncludesItsSecond() {
        assertThat(names(client.servers(token, ACTIONS + "?changes-since=2026-03-01T10:21:00Z")
                        .body()))
                .containsExactly("delete", "confirmResize", "start", "resize");
    }

    @Test
    void onlyAnAdministratorSeesTracebacks() {
        var admin = client.login("cloud-admin", "{\"project\": {\"name\": \"eu-de_team\"}}");
        var path = ACTIONS + "/" + request(3);

        assertThat(client.servers(admin, path).body()).contains("\"traceback\": \"  File ");
        assertThat(client.servers(token, path).body()).doesNotContain("traceback");
        assertThat(client.servers(token, path, "2.50").body()).doesNotContain("events");
        assertThat(client.servers(admin, path, "2.50").body()).contains("events");
    }

    @Test
    void whatWasServedIsRememberedByItsIdentity() {
        client.servers(token, ACTIONS);
        client.servers(token, ACTIONS + "/" + request(3));

        var resize = new Served.Row(WEB, request(3), "resize", ZERO.plusSeconds(1200));
        assertThat(cloud.served().rows()).hasSize(6).contains(resize);
        assertThat(cloud.served().details()).containsExactly(resize);
        assertThat(cloud.served().events())
                .extracting(Served.Event::action, Served.Event::ordinal, Served.Event::event, Served.Event::start)
                .contains(tuple(resize, 1, "compute_prep_resize", ZERO.plusSeconds(1203)))
                .hasSize(2);
        assertThat(cloud.served("os-instance-actions")).isEqualTo(1);
    }

    private @Nullable String message(int request) {
        var message = json(client.servers(token, ACTIONS + "/" + request(request)))
                .path("instanceAction")
                .path("message");
        return message.isNull() ? null : message.asString();
    }

    private static List<String> names(String body) {
        return PythonJson.MAPPER
                .readTree(body)
                .path("instanceActions")
                .valueStream()
                .map((JsonNode action) -> action.path("action").asString())
                .toList();
    }
}
