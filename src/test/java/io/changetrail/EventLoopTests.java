package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.support.ApiClient;
import io.changetrail.support.NotedConnections;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** No event loop waits for the database; in tests a thread of one that waits for anything fails. */
class EventLoopTests {

    private static final List<String> EVENT_LOOPS = List.of("reactor-", "parallel-", "single-");

    @Test
    void pollingCorrelatingAndServingUseTheDatabaseOnItsOwnThreads() {
        var noted = new NotedConnections();
        try (var cloud = AwkwardWorlds.start(0, Clock.systemUTC());
                var service = RunningService.start(
                        cloud.environment(), context -> context.registerBean(NotedConnections.class, () -> noted))) {
            noted.forget();
            await("everything is read and joined")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> service.database()
                            .sql("select count(complete_until) = 2 and exists (select from link) from stream")
                            .query(Boolean.class)
                            .single());
            assertThat(new ApiClient(service.address()).all("/api/v1/servers")).isNotEmpty();

            assertThat(noted.threads())
                    .anyMatch(name -> name.startsWith("database-"))
                    .anyMatch(name -> name.startsWith("http-"))
                    .noneMatch(name -> EVENT_LOOPS.stream().anyMatch(name::startsWith));
        }
    }

    @Test
    void aQueryOnAnEventLoopIsAnErrorInTests() throws Exception {
        try (var database = TestDatabase.start()) {
            var environment = database.environment();
            var source = new DriverManagerDataSource(
                    String.valueOf(environment.get("SPRING_DATASOURCE_URL")),
                    String.valueOf(environment.get("SPRING_DATASOURCE_USERNAME")),
                    String.valueOf(environment.get("SPRING_DATASOURCE_PASSWORD")));
            Callable<Integer> query = () -> JdbcClient.create(source)
                    .sql("select 1")
                    .query(Integer.class)
                    .single();

            StepVerifier.create(Mono.fromCallable(query).subscribeOn(Schedulers.boundedElastic()))
                    .expectNext(1)
                    .verifyComplete();
            StepVerifier.create(Mono.fromCallable(query).subscribeOn(Schedulers.parallel()))
                    .verifyError(BlockingOperationError.class);
        }
    }
}
