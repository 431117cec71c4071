package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.Issuers;
import io.changetrail.access.WithTokens;
import io.changetrail.support.PlainClient;
import io.changetrail.sync.Feed;
import io.changetrail.sync.Quarantine;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Random requests made from the service's description: whatever comes, there is no 500, no stack and no hang, and nothing of the
 * other tenant. {@code -Dfuzz.requests=100000} for many, {@code -Dfuzz.seed=} to repeat some.
 */
@WithTokens
class FuzzTests {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", 4711);
    private static final int THREADS = 4;
    /** So many that none of them meets its own limit. */
    private static final int SUBJECTS = Math.max(60, REQUESTS / 100);

    /** Connections that may end without an answer: a few of those requests that no server reads to their end. */
    private static final int MOST_CUT = Math.max(5, REQUESTS / 1_000);

    private static final List<String> STACK = List.of("Exception", "at org.", "at io.", "at java.", "PSQL");

    private final int port;
    private final PlainClient client;
    private final Twins twins;
    private final List<String> tokens = IntStream.range(0, SUBJECTS)
            .mapToObj(i ->
                    Issuers.token("fuzzer " + i, "changetrail.read changetrail.audit changetrail.operate", "project-a"))
            .toList();

    FuzzTests(
            @LocalServerPort int port,
            @Autowired JdbcClient jdbc,
            @Autowired Quarantine quarantine,
            @Autowired Feed feed,
            @Autowired PlatformTransactionManager transactions) {
        this.port = port;
        this.client = new PlainClient(port);
        this.twins = Twins.store(jdbc, quarantine, feed, transactions);
    }

    @Test
    void nothingThatIsSentBreaksTheService() {
        var calls = DescribedCall.all(client, tokens.getFirst());
        var statuses = new TreeMap<Integer, AtomicInteger>();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        var number = new AtomicInteger();
        var began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                threads.submit(() -> {
                    for (int i = number.getAndIncrement(); i < REQUESTS; i = number.getAndIncrement()) {
                        var request = new RandomRequest(calls, twins, SEED + i);
                        try {
                            var status = status(request, tokens.get(i % tokens.size()), wrong);
                            synchronized (statuses) {
                                statuses.computeIfAbsent(status, first -> new AtomicInteger())
                                        .incrementAndGet();
                            }
                        } catch (RuntimeException | AssertionError broken) {
                            wrong.add(request + ": " + broken);
                        }
                    }
                });
            }
        }
        var milliseconds = (System.nanoTime() - began) / 1_000_000;
        System.out.println("Fuzzing, seed " + SEED + ": " + REQUESTS + " requests in " + milliseconds + " ms, answers "
                + statuses);
        assertThat(wrong.stream().limit(5)).isEmpty();
        assertThat(sum(statuses)).isEqualTo(REQUESTS);
        assertThat(statuses.getOrDefault(RandomRequest.CUT, new AtomicInteger()).get())
                .isLessThanOrEqualTo(MOST_CUT);
        assertThat(statuses).containsKeys(200, 400, 404);
        assertThat(client.get("/api/v1/servers/mine", Issuers.token("afterwards", "changetrail.read", "project-a"))
                        .status())
                .isEqualTo(200);
    }

    private int status(RandomRequest request, String token, Queue<String> wrong) {
        var answer = request.send(client, port, token);
        var leaks = STACK.stream().anyMatch(answer.body()::contains) && answer.status() >= 400;
        if (answer.status() >= 500 || leaks || Twins.TRACES.stream().anyMatch(answer.body()::contains)) {
            wrong.add(request + " -> " + answer.status() + " " + answer.body());
        }
        return answer.status();
    }

    private static int sum(Map<Integer, AtomicInteger> statuses) {
        return statuses.values().stream().mapToInt(AtomicInteger::get).sum();
    }
}
