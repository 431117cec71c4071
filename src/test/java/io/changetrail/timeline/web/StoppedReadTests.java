package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changetrail.access.Issuers;
import io.changetrail.access.WithTokens;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads that take too long, or that nobody waits for any more. */
@WithTokens
class StoppedReadTests {

    private static final Duration SOON = Duration.ofSeconds(25);

    private final int port;
    private final JdbcClient jdbc;
    private final DataSource source;

    StoppedReadTests(@LocalServerPort int port, @Autowired JdbcClient jdbc, @Autowired DataSource source) {
        this.port = port;
        this.jdbc = jdbc;
        this.source = source;
    }

    /** The table is locked, so that the read of it waits inside PostgreSQL. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv"})
    void aReadEndsWithItsCaller(String form) throws Exception {
        try (var lock = source.getConnection();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table server in access exclusive mode");
            try (var client = new Socket("127.0.0.1", port)) {
                ask(client, form);
                await().atMost(SOON).until(() -> waiting() == 1);
            }
            await().atMost(SOON).until(() -> waiting() == 0);
            lock.rollback();
        }
        assertThat(jdbc.sql("select count(*) from server")
                        .query((row, number) -> row.getLong(1))
                        .single())
                .isNotNull();
    }

    @Test
    void aReadThatTakesTooLongIsStopped() {
        var template = new ReadingTemplate(source, Duration.ofSeconds(1));
        Callable<List<String>> read =
                () -> template.query("select pg_sleep(60)::text", (row, number) -> row.getString(1));
        assertThatThrownBy(() -> new ReadingThreads("test-").submit(read).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void readsTakeTurnsSoThatPollingKeepsConnections() throws Exception {
        var threads = new ReadingThreads("turns-");
        var begun = new AtomicInteger();
        var end = new CountDownLatch(1);
        var reads = Stream.generate(() -> threads.submit(() -> {
                    begun.incrementAndGet();
                    return end.await(1, TimeUnit.MINUTES);
                }))
                .limit(3 * ReadingThreads.AT_ONCE)
                .toList();

        await().atMost(SOON).until(() -> begun.get() == ReadingThreads.AT_ONCE);
        await().pollDelay(Duration.ofMillis(200)).until(() -> begun.get() == ReadingThreads.AT_ONCE);
        end.countDown();
        for (var read : reads) {
            assertThat(read.get()).isTrue();
        }
    }

    private int waiting() {
        return jdbc.sql("""
                        select count(*) from pg_stat_activity
                         where wait_event_type = 'Lock' and query like '%from server%' and pid <> pg_backend_pid()
                        """).query((row, number) -> row.getInt(1)).single();
    }

    private static void ask(Socket client, String form) throws IOException {
        var token = Issuers.token("impatient", "changetrail.read", "*");
        var head = "GET /api/v1/servers HTTP/1.1\r\nHost: x\r\nAccept: " + form + "\r\nAuthorization: Bearer " + token
                + "\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }
}
