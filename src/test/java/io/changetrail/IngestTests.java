package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Served;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way in: a simulated cloud over real HTTP, the pollers, and a real PostgreSQL. */
class IngestTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static SimulatedCloud cloud;
    private static RunningService service;

    @BeforeAll
    static void readTheWholeCloudTwice() {
        var world = WorldGenerator.generate(WorldParameters.typical(), 4711, NOW.minus(Duration.ofDays(4)), NOW);
        cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
        cloud.settings().historyPage(7);
        service = RunningService.start(cloud.environment());
        var first = awaitWholeWalks(OffsetDateTime.MIN);
        awaitWholeWalks(first);
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @Test
    void everyServedActionIsStoredOnce() {
        var stored = service.database()
                .sql("select server_id, request_id, action, start_time from instance_action")
                .query((row, number) -> new Served.Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();

        assertThat(stored).isNotEmpty().hasSameSizeAs(cloud.served().rows());
        assertThat(stored).containsExactlyInAnyOrderElementsOf(cloud.served().rows());
    }

    @Test
    void everyServedHistoryItemIsStoredOnce() {
        var stored = service.database()
                .sql("select document from history_item")
                .query((row, number) -> row.getString(1))
                .list();

        assertThat(stored).isNotEmpty();
        assertThat(stored.stream().map(Json::tree).collect(Collectors.toSet()))
                .isEqualTo(cloud.served().items().stream()
                        .map(Served.Item::document)
                        .collect(Collectors.toSet()));
        assertThat(stored).hasSameSizeAs(cloud.served().items());
    }

    @Test
    void everyRecordThatTheCloudWouldShowIsThereAndNoneIsQuarantined() {
        var actions = service.database()
                .sql("select count(*) from instance_action")
                .query(Long.class)
                .single();

        assertThat(actions).isEqualTo(offered("ecs")).isPositive();
        assertThat(service.database()
                        .sql("select count(*) from history_item")
                        .query(Long.class)
                        .single())
                .isEqualTo(offered("rms"));
        assertThat(service.database()
                        .sql("select count(*) from quarantine")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** How many records the cloud shows now to whoever asks for each. */
    private static long offered(String source) {
        return cloud.offers().stream()
                .filter(offer -> offer.openAt(NOW) && offer.version().source().equals(source))
                .map(offer -> offer.version().key())
                .distinct()
                .count();
    }

    private static OffsetDateTime awaitWholeWalks(OffsetDateTime after) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> oldestWholeWalk()
                        .filter(oldest -> oldest.isAfter(after))
                        .isPresent());
        return oldestWholeWalk().orElseThrow();
    }

    private static Optional<OffsetDateTime> oldestWholeWalk() {
        return service.database()
                .sql("select min(complete_until) from stream having count(complete_until) = 3")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                .optional();
    }
}
