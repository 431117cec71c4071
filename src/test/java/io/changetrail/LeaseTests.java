package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.QuietWorld;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import io.changetrail.sync.PollRun;
import io.changetrail.sync.StreamKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A walk that waits for a slow cloud commits nothing for long, and keeps its stream all the same. */
class LeaseTests {

    private static SimulatedCloud cloud;
    private static RunningService service;

    @BeforeAll
    static void start() {
        cloud = SimulatedCloud.start(0, QuietWorld.of(Instant.now(), 1, 1, List.of()), Clock.systemUTC());
        var environment = new HashMap<>(cloud.environment());
        environment.put("CHANGETRAIL_SYNC_ENABLED", "false");
        service = RunningService.start(environment);
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @Test
    void aLeaseIsRenewedWhileTheWalkWaits() throws Exception {
        var answer = Sinks.<Void>empty();
        var ended = service.bean(PollRun.class)
                .run(new StreamKey("ecs", "slow"), walk -> answer.asMono().then(Mono.fromSupplier(Optional::empty)))
                .toFuture();
        until("slow", "lease_until is not null");

        execute("update stream set lease_until = now() + interval '2 seconds' where scope = 'slow'");
        until("slow", "lease_until > now() + interval '20 seconds'");
        answer.tryEmitEmpty();
        ended.get(20, TimeUnit.SECONDS);
        assertThat(holds("slow", "complete_until is not null and lease_until is null"))
                .isTrue();
    }

    @Test
    void aWalkWhoseStreamWasTakenEndsWithoutAnyEffect() throws Exception {
        var ended = service.bean(PollRun.class)
                .run(new StreamKey("ecs", "taken"), walk -> Mono.never())
                .toFuture();
        until("taken", "lease_until is not null");

        execute("update stream set epoch = epoch + 1 where scope = 'taken'");
        ended.get(30, TimeUnit.SECONDS);
        assertThat(holds("taken", "complete_until is null and lease_until > now()"))
                .as("the new holder's stream is as it was")
                .isTrue();
    }

    private static void until(String scope, String condition) {
        await(condition).atMost(Duration.ofSeconds(30)).until(() -> holds(scope, condition));
    }

    private static boolean holds(String scope, String condition) {
        return service.database()
                .sql("select count(*) = 1 from stream where scope = '%s' and %s".formatted(scope, condition))
                .query(Boolean.class)
                .single();
    }

    private static void execute(String sql) {
        service.database().sql(sql).update();
    }
}
