package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.BadTries;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** A key that is revoked while two replicas sign as many calls at once as they may. */
class RevokedKeyTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final SimulatedCloud cloud = AwkwardWorlds.start(0, Clock.fixed(Instant.now(), ZoneOffset.UTC));
    private final List<RunningService> replicas = new ArrayList<>();
    private final List<Disposable> load = new ArrayList<>();
    private TestDatabase database;

    @BeforeEach
    void startDatabase() throws IOException {
        database = TestDatabase.start();
        cloud.signatures().accept("AccessKey", "secret", null);
        cloud.faults().add(new Fault("slow", call -> true, Fault.delayed(Duration.ofMillis(300)), Fault.ALWAYS));
    }

    @AfterEach
    void stop() throws Exception {
        load.forEach(Disposable::dispose);
        replicas.forEach(RunningService::close);
        cloud.close();
        database.close();
    }

    @Test
    void whatIsUnderWayThenAndOneLaterTryAreAllThatIsRefused() {
        start();
        start();
        await("both share").atMost(SOON).until(() -> slices().equals(List.of(2, 2)));
        await("both are busy").atMost(SOON).until(() -> tries().goodOnes() > 100);

        cloud.signatures().forget("AccessKey");
        await("a refusal").atMost(SOON).until(() -> tries().all() > 0);
        standStill();
        assertThat(tries().mostInARow()).isBetween(1, 4);

        while (tries().all() < 5) {
            var before = tries().all();
            replicas.getFirst()
                    .database()
                    .sql("update credential_proof set rests_until = now()")
                    .update();
            await("one more try").atMost(SOON).until(() -> tries().all() > before);
            assertThat(tries().all()).isEqualTo(before + 1);
        }
        staysAt(5);
        assertThat(tries().mostInARow()).isEqualTo(5);
    }

    private BadTries tries() {
        return cloud.signatures().tries();
    }

    /** Calls that were under way are refused one after the other. */
    private void standStill() {
        var seen = new AtomicInteger();
        await("they stop")
                .during(Duration.ofSeconds(5))
                .atMost(SOON)
                .until(() -> seen.getAndSet(tries().all()) == tries().all() && bad() == tries().all());
    }

    private void staysAt(int refusals) {
        await("no more tries").during(Duration.ofSeconds(5)).atMost(SOON).until(() -> tries().all() == refusals);
    }

    private int bad() {
        return replicas.getFirst()
                .database()
                .sql("select bad from credential_proof")
                .query((row, number) -> row.getInt(1))
                .single();
    }

    private List<Integer> slices() {
        return replicas.getFirst()
                .database()
                .sql("select slices from budget_share")
                .query((row, number) -> row.getInt(1))
                .list();
    }

    private void start() {
        var environment = new HashMap<>(cloud.signingEnvironment("AccessKey", "secret"));
        environment.putAll(database.environment());
        environment.put("CHANGETRAIL_CLOUD_MAX_CONCURRENCY", "8");
        var replica = RunningService.start(environment);
        replicas.add(replica);
        load.add(EndlessCalls.rms(replica, cloud));
        load.add(EndlessCalls.ecs(replica, cloud));
    }
}
