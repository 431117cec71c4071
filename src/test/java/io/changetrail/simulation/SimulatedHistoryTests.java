package io.changetrail.simulation;

import static io.changetrail.simulation.HandMadeWorld.BATCH;
import static io.changetrail.simulation.HandMadeWorld.FOREIGN;
import static io.changetrail.simulation.HandMadeWorld.WEB;
import static io.changetrail.simulation.SimulatedClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedHistoryTests {

    private static final Instant ZERO = Instant.parse("2026-03-01T10:00:00Z");
    private static final String HISTORY = "/resources/" + WEB + "/history";

    private final SettableClock clock = new SettableClock(ZERO.plus(Duration.ofHours(3)));
    private final SimulatedCloud cloud = SimulatedCloud.start(0, HandMadeWorld.around(ZERO, 1), clock);
    private final SimulatedClient client = new SimulatedClient(cloud);
    private final String token = client.domainToken();

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    @Test
    void historyIsNewestFirstUnlessAskedForward() {
        assertThat(captured(HISTORY))
                .containsExactly("2026-03-01T10:30:10.029Z", "2026-03-01T10:10:11.029Z", "2026-03-01T10:00:15.029Z");
        assertThat(captured(HISTORY + "?chronological_order=Forward")).first().isEqualTo("2026-03-01T10:00:15.029Z");
    }

    @Test
    void anItemIsServedOnlyOnceItIsVisibleHoweverEarlyItWasCaptured() {
        clock.set(ZERO.plus(Duration.ofHours(1)));

        assertThat(captured(HISTORY)).containsExactly("2026-03-01T10:30:10.029Z", "2026-03-01T10:00:15.029Z");
    }

    @Test
    void pagesFollowTheMarkerUntilThereIsNone() {
        var first = json(client.account(token, HISTORY + "?limit=2"));
        assertThat(first.path("page_info").path("current_count").asInt()).isEqualTo(2);
        var marker = first.path("page_info").path("next_marker").asString();
        assertThat(marker).matches("[A-Za-z0-9+/=%\\-_]{4,400}");

        var last = json(client.account(token, HISTORY + "?limit=2&marker=" + marker));
        assertThat(last.path("items").size()).isEqualTo(1);
        assertThat(last.path("page_info").toString()).isEqualTo("{\"current_count\":1,\"next_marker\":null}");
    }

    @Test
    void anItemThatAppearsWhileOnePagesDoesNotShiftTheRest() {
        clock.set(ZERO.plus(Duration.ofHours(1)));
        var marker = json(client.account(token, HISTORY + "?limit=1&chronological_order=Forward"))
                .path("page_info")
                .path("next_marker")
                .asString();
        clock.set(ZERO.plus(Duration.ofHours(3)));

        assertThat(captured(HISTORY + "?limit=1&chronological_order=Forward&marker=" + marker))
                .containsExactly("2026-03-01T10:10:11.029Z");
    }

    @Test
    void pagesCanBeShortAndTheLastOneEmpty() {
        cloud.settings().historyPage(3).emptyLastPage(true);

        var full = json(client.account(token, HISTORY));
        assertThat(full.path("items").size()).isEqualTo(3);
        var marker = full.path("page_info").path("next_marker").asString();
        assertThat(client.account(token, HISTORY + "?marker=" + marker).body())
                .isEqualTo("{\"items\":[],\"page_info\":{\"current_count\":0,\"next_marker\":null}}");
    }

    @Test
    void timesBoundTheCaptureTimeInclusively() {
        var captured = Instant.parse("2026-03-01T10:10:11.029Z").toEpochMilli();

        assertThat(captured(HISTORY + "?earlier_time=" + captured + "&later_time=" + captured))
                .containsExactly("2026-03-01T10:10:11.029Z");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,RMS.00010024",
        "limit=201,RMS.00010024",
        "limit=x,RMS.00010024",
        "marker=abc,RMS.00010034",
        "marker=bm90LW1pbmU=,RMS.00010034",
        "earlier_time=2026-03-01,RMS.00010003",
        "chronological_order=forward,RMS.00010003"
    })
    void aBadParameterIsRefused(String query, String code) {
        var refused = client.account(token, HISTORY + "?" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("error_code").asString()).isEqualTo(code);
    }

    @Test
    void onlyTheAccountsOwnTokenIsAllowed() {
        var project = client.projectToken(HandMadeWorld.TEAM);
        assertRefused(client.account(project, HISTORY), 403, "RMS.00010006");
        assertRefused(client.account("garbage", HISTORY), 401, "RMS.00010079");
        assertRefused(
                client.get(
                        "rms",
                        "/v1/resource-manager/domains/another/resources/" + WEB + "/history",
                        "X-Auth-Token",
                        token),
                403,
                "RMS.00010006");
    }

    @Test
    void anUnknownResourceHasAnEmptyHistoryOrNone() {
        var path = "/resources/no-such-server/history";
        assertThat(client.account(token, path).body()).startsWith("{\"items\":[]");

        cloud.settings().unknownResourceIs404(true);
        assertRefused(client.account(token, path), 404, "RMS.00010005");
    }

    @Test
    void listsShowTheNewestStateOfWhatLives() {
        var list = json(client.account(token, "/provider/ecs/type/cloudservers/resources?region_id=eu-de&limit=1"));
        assertThat(list.path("resources").path(0).path("id").asString()).isEqualTo(FOREIGN);
        var rest = json(client.account(
                token,
                "/provider/ecs/type/cloudservers/resources?limit=1&marker="
                        + list.path("page_info").path("next_marker").asString()));
        assertThat(rest.path("resources").path(0).path("id").asString()).isEqualTo(WEB);
        assertThat(rest.path("resources")
                        .path(0)
                        .path("properties")
                        .path("status")
                        .asString())
                .isEqualTo("ACTIVE");
        assertThat(ids("/all-resources?type=ecs.cloudservers")).containsExactly(FOREIGN, WEB);
        assertThat(ids("/all-resources?region_id=eu-nl")).isEmpty();
    }

    @Test
    void deletedResourcesAreFoundAmongTheTrackedOnes() {
        assertThat(ids("/tracked-resources?resource_deleted=true")).containsExactly(BATCH);
        assertThat(client.account(token, "/all-resources/" + BATCH).statusCode())
                .isEqualTo(404);
        assertThat(json(client.account(token, "/all-resources/" + WEB))
                        .path("name")
                        .asString())
                .isEqualTo("web");
    }

    @Test
    void withoutARecorderThereIsNoHistory() {
        assertThat(json(client.account(token, "/tracker-config"))
                        .path("selector")
                        .path("all_supported")
                        .asBoolean())
                .isTrue();

        cloud.settings().recorder(false);
        assertThat(client.account(token, "/tracker-config").statusCode()).isEqualTo(404);
        assertRefused(client.account(token, HISTORY), 400, "RMS.00010091");
    }

    @Test
    void whatWasServedIsRememberedAsSent() {
        client.account(token, HISTORY + "?limit=1");

        assertThat(cloud.served().items())
                .singleElement()
                .satisfies(
                        item -> assertThat(item.document().path("capture_time").asString())
                                .isEqualTo("2026-03-01T10:30:10.029Z"));
    }

    private List<String> captured(String path) {
        return json(client.account(token, path))
                .path("items")
                .valueStream()
                .map(item -> item.path("capture_time").asString())
                .toList();
    }

    private List<String> ids(String path) {
        return json(client.account(token, path))
                .path("resources")
                .valueStream()
                .map(resource -> resource.path("id").asString())
                .toList();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("error_code").asString()).isEqualTo(code);
    }
}
