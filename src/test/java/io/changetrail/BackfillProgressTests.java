package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.QuietWorld;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The first backfill can be watched, and goes on where it was when the service comes back. */
class BackfillProgressTests {

    private static final int SERVERS = 60;
    private static final int AT_ONCE = 8;
    private static final String EVENTS = "os-instance-actions/{request_id}";
    private static final Instant NOW = Instant.now();
    private static final World WORLD = QuietWorld.of(NOW, 1, SERVERS, List.of());
    private static final String PROJECT = WORLD.projects().getFirst().id();
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void itIsSeenAndResumed() throws Exception {
        try (var cloud = SimulatedCloud.start(0, WORLD, Clock.fixed(NOW, ZoneOffset.UTC));
                var database = TestDatabase.start()) {
            try (var service = start(cloud, database, "4")) {
                await("it is under way").atMost(SOON).until(() -> isUnderWay(backfill(service)));
                var changed = changed(cloud, service);
                await("who changed is read before the others")
                        .atMost(SOON)
                        .until(() -> isReadBeforeOthers(service, changed));
                await("a gauge tells it").atMost(SOON).until(() -> gauge(service) > 0);
            }
            var read = cloud.served(EVENTS);
            assertThat(read).isLessThan(SERVERS);
            try (var service = start(cloud, database, "1000")) {
                await("it is over").atMost(SOON).until(() -> backfill(service).isNull());
                assertThat(service.database()
                                .sql("select count(*) from instance_action")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(SERVERS);
                assertThat(cloud.served(EVENTS))
                        .as("read again are only those that were at hand when it ended, and who changed")
                        .isLessThanOrEqualTo(SERVERS + AT_ONCE + 1);
            }
        }
    }

    /** A server that nobody has read yet, and that looks different from now on. */
    private static String changed(SimulatedCloud cloud, RunningService service) {
        var unread = await("a server both lists showed and nobody has read")
                .atMost(SOON)
                .until(() -> unread(service), Optional::isPresent)
                .orElseThrow();
        Fault.Action another = Fault.rewritten(page -> {
            page.path("resources")
                    .valueStream()
                    .filter(row -> row.path("id").asString().equals(unread))
                    .forEach(row -> ((ObjectNode) row).put("checksum", "another"));
            return page;
        });
        cloud.faults().add(new Fault("changed", Fault.kind("resources"), another, Fault.ALWAYS));
        return unread;
    }

    private static Optional<String> unread(RunningService service) {
        return service.database()
                .sql("select server_id from server where ecs_backfill and rms_checksum is not null"
                        + " order by ecs_due_at desc, server_id desc limit 1")
                .query(String.class)
                .optional();
    }

    private static boolean isReadBeforeOthers(RunningService service, String server) {
        return service.database()
                .sql("select ecs_read_at is not null and exists (select from server where ecs_backfill)"
                        + " from server where server_id = ?")
                .param(server)
                .query(Boolean.class)
                .single();
    }

    private static boolean isUnderWay(JsonNode backfill) {
        var read = backfill.path("read").asInt();
        return backfill.path("servers").asInt() == SERVERS
                && read > 0
                && read < SERVERS
                && Instant.parse(backfill.path("estimate_until").asString()).isAfter(NOW);
    }

    private static JsonNode backfill(RunningService service) {
        return new CoverageClient(new ApiClient(service.address()))
                .rows("2026-01-01T00:00:00Z").stream()
                        .filter(row -> row.path("source").asString().equals("ecs"))
                        .filter(row -> row.path("scope").asString().equals(PROJECT))
                        .map(row -> row.path("backfill"))
                        .findFirst()
                        .orElseThrow();
    }

    private static double gauge(RunningService service) {
        var gauge = service.bean(MeterRegistry.class)
                .find("changetrail.sync.backfill.servers.read")
                .tags("source", "ecs", "scope", PROJECT)
                .gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private static RunningService start(SimulatedCloud cloud, TestDatabase database, String rate) {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.put("CHANGETRAIL_SYNC_INTERVAL", "1s");
        environment.put("CHANGETRAIL_CLOUD_REQUESTS_PER_SECOND", rate);
        return RunningService.startAt(database, environment);
    }
}
