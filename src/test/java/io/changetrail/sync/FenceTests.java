package io.changetrail.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.changetrail.support.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Pages of one walk commit side by side; nobody claims the stream between a page's look at the epoch and its commit. */
class FenceTests {

    /** A thread for each, since they wait for one another. */
    private static final Executor THREADS = Thread.ofPlatform().daemon()::start;

    private static RunningService service;
    private static Streams streams;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void start() {
        service = RunningService.start(Map.of(
                "CHANGETRAIL_CLOUD_REGION", "eu-de",
                "CHANGETRAIL_CLOUD_ECS_ENABLED", "false",
                "CHANGETRAIL_CLOUD_RMS_ENABLED", "false"));
        streams = service.bean(Streams.class);
        transaction = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void pagesAndTheRenewalOfTheLeaseDoNotWaitForEachOther() {
        var walk = claimed("side by side");

        transaction.executeWithoutResult(first -> {
            streams.fence(walk);
            var others = CompletableFuture.runAsync(
                    () -> {
                        transaction.executeWithoutResult(second -> streams.fence(walk));
                        streams.renew(walk);
                    },
                    THREADS);
            await().atMost(Duration.ofSeconds(30)).until(others::isDone);
            others.join();
        });
    }

    @Test
    void aClaimWaitsForAPageUnderWayAndRefusesTheNext() {
        var walk = claimed("one after the other");
        var mayCommit = new CountDownLatch(1);
        var fenced = new CountDownLatch(1);
        var page = CompletableFuture.runAsync(
                () -> transaction.executeWithoutResult(status -> {
                    streams.fence(walk);
                    fenced.countDown();
                    join(mayCommit);
                }),
                THREADS);
        join(fenced);
        var claim = CompletableFuture.supplyAsync(() -> streams.claim(walk.stream(), Instant.now()), THREADS);

        await("the claim waits for a lock").atMost(Duration.ofSeconds(30)).until(FenceTests::somebodyWaits);
        assertThat(claim).isNotDone();
        mayCommit.countDown();
        page.join();

        assertThat(claim.join()).isPresent();
        assertThatExceptionOfType(StaleWalkException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> streams.fence(walk)));
    }

    private static Walk claimed(String scope) {
        return streams.claim(new StreamKey("ecs", scope), Instant.now()).orElseThrow();
    }

    private static boolean somebodyWaits() {
        return service.database()
                .sql("select exists (select from pg_locks where not granted)")
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
