package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.inventory.SyncRequests;
import io.changetrail.simulation.QuietWorld;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import io.changetrail.sync.Projects;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.Streams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database look at the lists as often as one would. */
class SharedPollingTests {

    private static final int LOOKS = 10;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final StreamKey STREAM = new StreamKey("ecs", "asked");

    private SimulatedCloud cloud;
    private TestDatabase database;

    @BeforeEach
    void start() throws Exception {
        cloud = SimulatedCloud.start(0, QuietWorld.of(Instant.now(), 1, 3, List.of()), Clock.systemUTC());
        database = TestDatabase.start();
    }

    @AfterEach
    void stop() throws Exception {
        cloud.close();
        database.close();
    }

    @Test
    void twoReplicasLookOncePerInterval() {
        try (var one = replica("1s", true);
                var other = replica("1s", true)) {
            await("the first walks are whole")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> one.database()
                            .sql("select count(complete_until) = 2 from stream")
                            .query(Boolean.class)
                            .single());
            var clock = Clock.systemUTC();
            var from = clock.instant();
            var nova = cloud.served("servers/detail");
            var rms = cloud.served("resources");
            await("the lists are looked at again and again")
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            cloud.served("servers/detail") >= nova + LOOKS && cloud.served("resources") >= rms + LOOKS);
            var intervals = (int) Duration.between(from, clock.instant()).dividedBy(INTERVAL);

            assertThat(cloud.served("servers/detail") - nova).isLessThanOrEqualTo(intervals + 2);
            assertThat(cloud.served("resources") - rms).isLessThanOrEqualTo(intervals + 2);
        }
    }

    @Test
    void anotherReplicaWaitsForTheIntervalUnlessSomebodyAsks() {
        try (var one = replica("1h", false);
                var other = replica("1h", false)) {
            var first = one.bean(Streams.class).claim(STREAM, Instant.now()).orElseThrow();
            one.bean(Streams.class).release(first);
            assertThat(other.bean(Streams.class).claim(STREAM, Instant.now())).isEmpty();

            other.bean(SyncRequests.class).open(new Projects.All(), null, Instant.now());
            assertThat(other.bean(Streams.class).claim(STREAM, Instant.now())).isPresent();
            assertThat(one.bean(Streams.class).claim(STREAM, Instant.now()))
                    .as("at it")
                    .isEmpty();
        }
    }

    private RunningService replica(String interval, boolean polls) {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.putAll(database.environment());
        environment.put("CHANGETRAIL_SYNC_INTERVAL", interval);
        environment.put("CHANGETRAIL_SYNC_ENABLED", Boolean.toString(polls));
        return RunningService.start(environment);
    }
}
