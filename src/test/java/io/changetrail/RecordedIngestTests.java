package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.RecordedPair;
import io.changetrail.simulation.RecordedWorld;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The recorded lists, pages, details and deleted servers, read by the whole service and compared with what the API shows. The
 * cloud that serves them gives the recorded answers byte for byte, which {@code RecordedNovaTests} proves.
 */
class RecordedIngestTests {

    private static final Instant NOW = Instant.parse("2026-11-22T00:44:05Z");
    /** Of an event: shown from 2.62 and 2.84 on, or to administrators only. */
    private static final List<String> NOT_ASKED_FOR = List.of("host", "hostId", "details", "traceback");

    private static final String DELETED = "59b22693-26e6-4ac4-88a8-d481e63deabd";

    private static final Map<String, List<JsonNode>> timelines = new ConcurrentHashMap<>();
    private static SimulatedCloud cloud;
    private static RunningService service;
    private static ApiClient api;

    @BeforeAll
    static void readTheRecordedCloud() {
        cloud = SimulatedCloud.start(0, RecordedWorld.build(), Clock.fixed(NOW, ZoneOffset.UTC));
        cloud.settings().microversionCeiling(93).serversPage(1000);
        service = RunningService.start(cloud.environment());
        api = new ApiClient(service.address());
        await("every project is read whole")
                .atMost(Duration.ofSeconds(90))
                .until(() -> service.database()
                        .sql("select count(complete_until) = 4 from stream")
                        .query(Boolean.class)
                        .single());
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    /** Lists and pages at 2.58 and later, whose rows have all fields that a list can have. */
    static Stream<RecordedPair> lists() {
        return RecordedPair.all().stream()
                .filter(pair -> body(pair).path("instanceActions").path(0).has("updated_at"))
                .filter(pair -> pair.number() < 410);
    }

    /** At every version, for members and administrators. */
    static Stream<RecordedPair> details() {
        return RecordedPair.all().stream()
                .filter(pair -> body(pair).has("instanceAction"))
                .filter(pair -> pair.number() < 410);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void lists(RecordedPair recorded) {
        var rows = body(recorded).path("instanceActions");
        var shown = timeline(rows.path(0).path("instance_uuid").asString());
        var places = rows.valueStream().map(row -> place(shown, row)).toList();

        assertThat(places).doesNotContain(-1).isSorted();
        for (int i = 0; i < places.size(); i++) {
            assertIsShown(shown.get(places.get(i)), rows.get(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void details(RecordedPair recorded) {
        var detail = body(recorded).path("instanceAction");
        var shown = timeline(detail.path("instance_uuid").asString());
        var entry = shown.get(place(shown, detail));

        if (isAskedFor(recorded)) {
            assertThat(entry.path("raw")).isEqualTo(detail);
        }
        detail.path("events").forEach(event -> ((ObjectNode) event).remove(NOT_ASKED_FOR));
        assertIsShown(entry, detail);
        if (!detail.has("events")) {
            return;
        }
        assertThat(entry.at("/action/events")).hasSize(detail.path("events").size());
        for (int i = 0; i < detail.path("events").size(); i++) {
            var event = entry.at("/action/events").get(i);
            var served = detail.path("events").get(i);
            assertThat(event.path("event")).isEqualTo(served.path("event"));
            assertThat(event.path("result")).isEqualTo(served.path("result"));
            assertThat(event.path("start_time").asString()).isEqualTo(zoned(served, "start_time"));
            assertThat(event.path("finish_time").asString("null")).isEqualTo(zoned(served, "finish_time"));
        }
    }

    @Test
    void theWalkedServerHasEveryRowOfEveryPageOnceAndInOrder() {
        var walked = RecordedPair.all().stream()
                .filter(pair -> pair.title().startsWith("walk-page"))
                .flatMap(pair -> body(pair).path("instanceActions").valueStream())
                .toList();

        assertThat(timeline(walked.getFirst().path("instance_uuid").asString()))
                .extracting(entry -> entry.at("/action/request_id").asString())
                .containsExactlyElementsOf(walked.stream()
                        .map(row -> row.path("request_id").asString())
                        .toList());
    }

    @Test
    void theDeletedServerIsKnownAsDeletedWithItsDeleteAction() {
        assertThat(api.get("/api/v1/servers/" + DELETED).path("state").asString())
                .isEqualTo("DELETED");
        assertThat(timeline(DELETED).getFirst().at("/action/action").asString()).isEqualTo("delete");
    }

    /** What 2.58 shows a member is what we ask for. */
    private static boolean isAskedFor(RecordedPair recorded) {
        return recorded.requestHeader("OpenStack-API-Version").orElse("").endsWith("2.58")
                && recorded.requestHeaders().contains("X-Auth-Token: <token:demo>");
    }

    private static void assertIsShown(JsonNode entry, JsonNode row) {
        var action = entry.path("action");
        assertThat(entry.path("server_id")).isEqualTo(row.path("instance_uuid"));
        assertThat(action.path("action")).isEqualTo(row.path("action"));
        assertThat(action.path("request_id")).isEqualTo(row.path("request_id"));
        assertThat(action.path("user_id")).isEqualTo(row.path("user_id"));
        assertThat(action.path("message")).isEqualTo(row.path("message"));
        assertThat(action.path("start_time").asString()).isEqualTo(zoned(row, "start_time"));
        if (row.has("updated_at")) {
            assertThat(action.path("updated_at").asString()).isEqualTo(zoned(row, "updated_at"));
        }
        row.propertyNames()
                .forEach(name -> assertThat(entry.path("raw").path(name)).isEqualTo(row.path(name)));
    }

    private static String zoned(JsonNode served, String name) {
        return served.path(name).isNull() ? "null" : served.path(name).asString() + "Z";
    }

    private static int place(List<JsonNode> shown, JsonNode row) {
        return shown.stream()
                .map(entry -> entry.at("/action/request_id"))
                .toList()
                .indexOf(row.path("request_id"));
    }

    /** Newest first, as Nova lists. */
    private static List<JsonNode> timeline(String server) {
        return timelines.computeIfAbsent(
                server, id -> api.all("/api/v1/servers/" + id + "/timeline?limit=1000&include=raw"));
    }

    private static JsonNode body(RecordedPair recorded) {
        return Json.tree(recorded.body().startsWith("{") ? recorded.body() : "{}");
    }
}
