package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.RecordedPair;
import io.changetrail.simulation.RecordedWorld;
import io.changetrail.simulation.SettableClock;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The recordings of a reboot and of a server's short life, met by the whole service while they go on. */
class RecordedProgressTests {

    private static final String REBOOTED = "1ace9ff3-a94e-4602-adc8-d4f3fb052eb3";
    private static final String SHORT_LIVED = "cbd28784-8669-4f9a-b7f3-78179f7954d6";
    private static final int QUEUED = 414;
    private static final int RUNNING = 418;
    private static final int FINISHED = 421;
    private static final int DELETED = 430;

    private final SettableClock time = new SettableClock(Instant.parse("2026-11-22T00:44:07Z"));
    private SimulatedCloud cloud;
    private RunningService service;

    @BeforeEach
    void start() {
        cloud = SimulatedCloud.start(0, RecordedWorld.build(), time);
        cloud.settings().microversionCeiling(93).serversPage(1000);
        var then = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), time.instant()));
        service = RunningService.start(
                cloud.environment(),
                context -> context.registerBean("then", Clock.class, () -> then, bean -> bean.setPrimary(true)));
    }

    @AfterEach
    void stop() {
        service.close();
        cloud.close();
    }

    @Test
    void aRebootIsQueuedThenRunningThenFinishedAndStaysOneEntry() {
        var queued = awaitShown(QUEUED);
        assertThat(queued.at("/action/outcome").asString()).isEqualTo("running");

        time.set(Instant.parse("2026-11-22T00:44:09Z"));
        var running = awaitShown(RUNNING);
        assertThat(running.at("/action/outcome").asString()).isEqualTo("running");

        time.set(Instant.parse("2026-11-22T00:44:11Z"));
        var finished = awaitShown(FINISHED);
        assertThat(finished.at("/action/outcome").asString()).isEqualTo("succeeded");
        assertThat(finished.at("/action/finish_time").asString()).startsWith("2026-11-22T00:44:11");

        assertThat(List.of(queued, running, finished))
                .extracting(entry -> entry.path("id"))
                .containsOnly(finished.path("id"));
        assertThat(timeline(REBOOTED))
                .filteredOn(entry -> entry.at("/action/request_id").equals(finished.at("/action/request_id")))
                .hasSize(1);
    }

    @Test
    void aServerThatIsDeletedAsSoonAsItIsScheduledKeepsBothActions() {
        time.set(Instant.parse("2026-11-22T00:44:12Z"));
        await("the server is known before it has any action")
                .atMost(Duration.ofSeconds(60))
                .until(() -> new ApiClient(service.address()).status("/api/v1/servers/" + SHORT_LIVED) == 200);
        assertThat(timeline(SHORT_LIVED)).isEmpty();

        time.set(Instant.parse("2026-11-22T00:44:13.900Z"));
        var recorded = recorded(DELETED).path("instanceActions").valueStream().toList();
        await("delete and create are in the timeline, newest first")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(timeline(SHORT_LIVED))
                        .extracting(entry -> entry.at("/action/request_id"))
                        .isEqualTo(recorded.stream()
                                .map(row -> row.path("request_id"))
                                .toList()));
    }

    /** The reboot's entry, once it shows what the recorded detail does; host ids are not part of a world. */
    private JsonNode awaitShown(int number) {
        var detail = recorded(number).path("instanceAction");
        var request = detail.path("request_id");
        await("as in recording " + number)
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(timeline(REBOOTED))
                        .filteredOn(entry -> entry.at("/action/request_id").equals(request))
                        .extracting(entry -> entry.path("raw"))
                        .containsExactly(withoutHosts(detail)));
        return timeline(REBOOTED).stream()
                .filter(entry -> entry.at("/action/request_id").equals(request))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode withoutHosts(JsonNode detail) {
        detail.path("events").forEach(event -> ((ObjectNode) event).remove("hostId"));
        return detail;
    }

    private List<JsonNode> timeline(String server) {
        return new ApiClient(service.address())
                .all("/api/v1/servers/" + server + "/timeline?kind=action&limit=1000&include=raw");
    }

    private static JsonNode recorded(int number) {
        var pair = RecordedPair.all().stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow();
        return Json.tree(pair.body());
    }
}
