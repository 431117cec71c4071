package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Offer;
import io.changetrail.simulation.Served;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World.SimulatedServer;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.ApiClient;
import io.changetrail.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.util.StreamUtils;
import tools.jackson.databind.JsonNode;

/** The packaged jar as it is deployed: a process of its own, configured by environment variables and nothing else. */
class PackagedApplicationIT {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void everythingServedIsInTheTimelineExactlyOnceAndNothingDoublesAfterARestart() throws Exception {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(12).projects(2), 20260310, NOW.minus(Duration.ofDays(3)), NOW);
        try (var database = TestDatabase.start();
                var cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC))) {
            List<JsonNode> before;
            try (var application = Application.start(cloud.environment(), database.environment())) {
                before = application.everything();
                assertThat(application.serverIds())
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(world.servers().stream()
                                .map(SimulatedServer::id)
                                .toList())
                        .containsExactlyInAnyOrderElementsOf(cloud.served().servers());
                assertThatAllIsThereOnce(before, cloud.served());
                assertThat(cloud.served().versions().keySet())
                        .as("all that the cloud would show was asked for")
                        .containsAll(cloud.offers().stream()
                                .filter(offer -> offer.owed() && offer.openAt(NOW))
                                .map(Offer::version)
                                .toList());
            }
            try (var application = Application.start(cloud.environment(), database.environment())) {
                var after = application.everything();
                assertThat(ids(after)).containsExactlyInAnyOrderElementsOf(ids(before));
                assertThatAllIsThereOnce(after, cloud.served());
            }
        }
    }

    private static void assertThatAllIsThereOnce(List<JsonNode> entries, Served served) {
        assertThat(ids(entries)).doesNotHaveDuplicates();
        var actions = entries.stream().filter(entry -> entry.has("action")).toList();
        assertThat(actions.stream().map(PackagedApplicationIT::row))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(served.rows());
        assertThat(actions.stream().flatMap(entry -> events(entry).stream()))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(served.events());
        assertThat(entries.stream()
                        .filter(entry -> entry.has("change"))
                        .map(entry -> entry.path("raw"))
                        .toList())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        served.items().stream().map(Served.Item::document).collect(Collectors.toSet()));
    }

    private static List<String> ids(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.path("id").stringValue()).toList();
    }

    private static Served.Row row(JsonNode entry) {
        var action = entry.path("action");
        return new Served.Row(
                entry.path("server_id").stringValue(),
                action.path("request_id").stringValue(),
                action.path("action").stringValue(),
                Instant.parse(action.path("start_time").stringValue()));
    }

    private static List<Served.Event> events(JsonNode entry) {
        var newestFirst = entry.path("action").path("events");
        var events = new ArrayList<Served.Event>();
        for (int i = 0; i < newestFirst.size(); i++) {
            var event = newestFirst.get(i);
            events.add(new Served.Event(
                    row(entry),
                    newestFirst.size() - 1 - i,
                    event.path("event").stringValue(),
                    Instant.parse(event.path("start_time").stringValue()),
                    event.path("finish_time")
                            .stringValueOpt()
                            .map(Instant::parse)
                            .orElse(null),
                    event.path("result").stringValueOpt().orElse(null)));
        }
        return events;
    }

    /** A running jar and where it answers. */
    private record Application(Process process, ApiClient api) implements AutoCloseable {

        static Application start(Map<String, String> cloud, Map<String, String> database) throws IOException {
            var port = freePort();
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            System.getProperty("changetrail.jar", "target/changetrail-0.1.0-SNAPSHOT.jar"))
                    .redirectErrorStream(true);
            process.environment().putAll(cloud);
            process.environment().putAll(database);
            process.environment().put("CHANGETRAIL_ACCESS_MODE", "open");
            process.environment().put("CHANGETRAIL_SYNC_INTERVAL", "1s");
            process.environment().put("SERVER_PORT", Integer.toString(port));
            process.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(freePort()));
            var application = new Application(process.start(), new ApiClient("http://127.0.0.1:" + port));
            Thread.ofVirtual().start(() -> drain(application.process()));
            return application;
        }

        /** The timelines of all servers, once all that the cloud holds has been read by this process. */
        List<JsonNode> everything() {
            await().atMost(Duration.ofMinutes(2)).until(() -> api.status("/readyz") == 200);
            var started = Instant.parse(api.get("/api/v1/timeline?limit=1")
                    .path("window")
                    .path("until")
                    .stringValue());
            await().atMost(Duration.ofMinutes(2)).until(() -> readWholeSince(started));
            return serverIds().stream()
                    .flatMap(id -> api.all("/api/v1/servers/" + id + "/timeline?limit=100&include=raw").stream())
                    .toList();
        }

        List<String> serverIds() {
            return api.all("/api/v1/servers?limit=5").stream()
                    .map(server -> server.path("server_id").stringValue())
                    .toList();
        }

        private boolean readWholeSince(Instant started) {
            var coverage = api.get("/api/v1/coverage").path("data");
            return coverage.size() == 4
                    && coverage.valueStream()
                            .map(row -> row.path("complete_until"))
                            .allMatch(time -> time.isString()
                                    && Instant.parse(time.stringValue()).isAfter(started));
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static void drain(Process process) {
            try {
                StreamUtils.copy(process.getInputStream(), System.out);
            } catch (IOException ended) {
                process.destroy();
            }
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }
}
