package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Two replicas that both want more than there is, measured where the requests arrive. */
class SharedBudgetTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration MEASURED = Duration.ofSeconds(6);

    /** Requests that a busy machine delivers late come together with those behind them. */
    private static final int BUNCHED = 8;

    private final SimulatedCloud cloud = AwkwardWorlds.start(0, Clock.fixed(Instant.now(), ZoneOffset.UTC));
    private final List<Replica> replicas = new ArrayList<>();
    private TestDatabase database;

    /** One replica under more load than the whole budget allows. */
    private record Replica(RunningService service, Disposable load) {

        void stop() {
            load.dispose();
            service.close();
        }
    }

    @BeforeEach
    void startDatabase() throws IOException {
        database = TestDatabase.start();
    }

    @AfterEach
    void stop() throws Exception {
        replicas.forEach(Replica::stop);
        cloud.close();
        database.close();
    }

    @Test
    void theRateHoldsForBothTogetherAndTheOneThatStaysGetsAllOfIt() {
        cloud.arrivals("rms").restart();
        start("20", "8");
        await("one alone").atMost(SOON).until(() -> cloud.arrivals("rms").count() > 60);
        start("20", "8");
        await("both share").atMost(SOON).until(() -> slices().equals(List.of(4, 4)));
        assertRate();

        cloud.arrivals("rms").restart();
        rest(MEASURED);
        assertThat(cloud.arrivals("rms").count()).isGreaterThan(60);
        assertRate();

        replicas.removeFirst().stop();
        await("all for the other").atMost(SOON).until(() -> slices().equals(List.of(8)));
        cloud.arrivals("rms").restart();
        await("faster than half the rate")
                .atMost(SOON)
                .until(() -> cloud.arrivals("rms").mostWithin(Duration.ofSeconds(4)) > 60);
        assertRate();
    }

    @Test
    void noMoreCallsAreUnderWayThanAllowedWhileTheSecondJoins() {
        cloud.faults()
                .add(new Fault("slow", Fault.service("rms"), Fault.delayed(Duration.ofMillis(200)), Fault.ALWAYS));
        start("1000", "5");
        await("one alone").atMost(SOON).until(() -> cloud.arrivals("rms").mostAtOnce() == 5);
        start("1000", "5");
        await("both share").atMost(SOON).until(() -> slices().equals(List.of(2, 3)));
        rest(Duration.ofSeconds(2));

        assertThat(cloud.arrivals("rms").mostAtOnce()).isEqualTo(5);
    }

    @Test
    void aReplicaThatOnlyServesTakesNoShare() {
        start("20", "8");
        replicas.add(replica(Map.of("CHANGETRAIL_SYNC_ENABLED", "false")));
        rest(Duration.ofSeconds(3));

        assertThat(slices()).containsExactly(8);
    }

    private void assertRate() {
        assertThat(cloud.arrivals("rms").mostWithin(Duration.ofSeconds(1))).isLessThanOrEqualTo(20 + BUNCHED);
        assertThat(cloud.arrivals("rms").mostWithin(Duration.ofSeconds(5))).isLessThanOrEqualTo(100 + BUNCHED);
    }

    private static void rest(Duration time) {
        await().pollDelay(time).atMost(time.plus(SOON)).until(() -> true);
    }

    private List<Integer> slices() {
        return replicas.getFirst()
                .service()
                .database()
                .sql("select slices from budget_share order by slices")
                .query((row, number) -> row.getInt(1))
                .list();
    }

    private void start(String rate, String concurrency) {
        replicas.add(replica(Map.of(
                "CHANGETRAIL_CLOUD_REQUESTS_PER_SECOND", rate, "CHANGETRAIL_CLOUD_MAX_CONCURRENCY", concurrency)));
    }

    private Replica replica(Map<String, String> more) {
        var environment = new HashMap<>(cloud.environment());
        environment.putAll(database.environment());
        environment.put("CHANGETRAIL_SYNC_INTERVAL", "1h");
        environment.putAll(more);
        var rms = new ArrayList<CloudService>();
        var service = RunningService.start(
                environment,
                context -> context.addApplicationListener(event -> {
                    if (event instanceof ApplicationReadyEvent ready) {
                        rms.add(ready.getApplicationContext().getBean("rmsCloud", CloudService.class));
                    }
                }));
        return new Replica(service, load(rms.getFirst()));
    }

    private Disposable load(CloudService rms) {
        var domain = cloud.environment().getOrDefault("CHANGETRAIL_CLOUD_DOMAIN_ID", "");
        var request = CloudRequest.get(
                new CloudScope.Domain(domain), "/v1/resource-manager/domains/{}/all-resources", domain);
        return Flux.range(0, Integer.MAX_VALUE)
                .flatMap(
                        call -> rms.get(request)
                                .then()
                                .onErrorResume(failed ->
                                        Mono.delay(Duration.ofMillis(100)).then()),
                        16)
                .subscribe();
    }
}
