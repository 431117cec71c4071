package io.changetrail.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.DatabaseTestConfiguration;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.SyncProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@JdbcTest
@Import(DatabaseTestConfiguration.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class WorkQueueTests {

    private static final Instant NOW = Instant.parse("2024-03-01T00:00:00Z");
    private static final StreamKey ONE = new StreamKey("ecs", "one");
    private static final StreamKey TWO = new StreamKey("ecs", "two");
    private static final StreamKey RMS = new StreamKey("rms", "domain");
    private static final List<String> WATCHED = List.of("one", "two");

    /** A server every ten seconds, if there are ten. */
    private static final SyncProperties PROPERTIES = new SyncProperties(
            true, Duration.ofSeconds(30), null, Duration.ofSeconds(100), Duration.ZERO, Duration.ZERO, null);

    private final JdbcClient jdbc;
    private final WorkQueue queue;
    private final DueServers due;

    WorkQueueTests(@Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.queue = new WorkQueue(jdbc, new Paces(jdbc), PROPERTIES);
        this.due = new DueServers(jdbc, PROPERTIES);
    }

    @BeforeEach
    void empty() {
        jdbc.sql("truncate server, pace, stream").update();
    }

    @Test
    void theFirstBackfillIsAWorkOfItsOwn() {
        server("changed", "one", "ecs_due_at", NOW);
        server("unread", "one", "ecs_due_at", NOW.minusSeconds(9), "ecs_backfill", true);
        server("later", "one", "ecs_due_at", NOW.plusSeconds(1));
        server("foreign", "two", "ecs_due_at", NOW);

        assertThat(queue.live(ONE, NOW, NOW, 10))
                .extracting(DueServer::serverId)
                .containsExactly("changed");
        assertThat(queue.backfill(ONE, NOW, 10)).extracting(DueServer::serverId).containsExactly("unread");
        assertThat(queue.backlog(ONE))
                .extracting(Backlog::servers, Backlog::unread)
                .containsExactly(3L, 1L);
    }

    @Test
    void whoChangedBeforeItsTurnCameIsUnreadUntilTheFirstWalkWasWhole() {
        server("changed", "one", "ecs_due_at", NOW);
        server("unread", "one", "ecs_due_at", NOW, "ecs_backfill", true);
        server("purged", "one");
        server("read", "one", "ecs_due_at", NOW, "ecs_read_at", NOW);
        jdbc.sql("insert into stream (source, scope) values ('ecs', 'one')").update();

        assertThat(queue.backlog(ONE).unread()).isEqualTo(2);
        assertThat(new Backfills(jdbc).underWay().get(ONE))
                .extracting(Backfill::read)
                .isEqualTo(2L);

        jdbc.sql("update stream set whole_since = now()").update();
        assertThat(queue.backlog(ONE).unread()).isEqualTo(1);
    }

    @Test
    void whoeverWaitsForAnotherTryIsHastenedAndNobodyElse() {
        server("waiting", "one", "ecs_due_at", NOW.plusSeconds(600), "ecs_failing", true);
        server("running", "one", "ecs_due_at", NOW.plusSeconds(600));
        server("foreign", "two", "ecs_due_at", NOW.plusSeconds(600), "ecs_failing", true);

        queue.hasten(ONE, NOW);

        assertThat(queue.live(ONE, NOW, NOW, 10))
                .extracting(DueServer::serverId)
                .containsExactly("waiting");
        assertThat(queue.live(TWO, NOW, NOW, 10)).isEmpty();
    }

    @Test
    void whoeverWasSweptByAClockAheadIsTheNextToBeSwept() {
        server("ahead", "one", "ecs_swept_at", NOW.plusSeconds(3600));
        server("usual", "one", "ecs_swept_at", NOW.minusSeconds(50));
        sweep(ONE, 0);

        queue.forgetSweepsToCome(ONE, NOW);

        assertThat(queue.backlog(ONE).oldestSweep()).isEqualTo(Instant.EPOCH);
        assertThat(sweep(ONE, 50)).containsExactly("ahead");
    }

    @Test
    void theSweepGoesRoundAllProjectsLongestUnsweptFirst() {
        for (int i = 0; i < 10; i++) {
            server("server-" + i, i % 2 == 0 ? "one" : "two", "ecs_swept_at", NOW.minusSeconds(100 - i));
        }
        assertThat(sweep(ONE, 0)).as("nothing before time has passed").isEmpty();

        assertThat(sweep(ONE, 20)).containsExactly("server-0");
        assertThat(sweep(TWO, 20))
                .as("one of the two that are due was given out")
                .isEmpty();
        settle("server-0", 20);
        assertThat(sweep(ONE, 21)).as("it is the other project's turn").isEmpty();
        assertThat(sweep(TWO, 21)).containsExactly("server-1");
        settle("server-1", 21);
        assertThat(sweep(ONE, 21)).isEmpty();
        assertThat(sweep(ONE, 10_000)).as("no burst").containsExactly("server-2", "server-4");
    }

    @Test
    void deletedFailingAndNeverReadServersAreNotSwept() {
        server("deleted", "one", "ecs_swept_at", NOW.minusSeconds(9), "ecs_ended", true);
        server("failing", "one", "ecs_swept_at", NOW.minusSeconds(9), "ecs_failing", true);
        server("unread", "one");
        server("ended", "one", "rms_swept_at", NOW, "rms_ended", true);
        server("alive", "one", "ecs_swept_at", NOW.minusSeconds(1), "rms_swept_at", NOW.minusSeconds(1));
        sweep(ONE, 0);
        sweep(RMS, 0);

        assertThat(sweep(ONE, 200)).containsExactly("alive");
        assertThat(sweep(RMS, 200)).containsExactly("alive");
        assertThat(queue.backlog(ONE).unswept()).isEqualTo(2);
        assertThat(queue.backlog(ONE).oldestSweep()).isEqualTo(NOW.minusSeconds(9));
    }

    @Test
    void aDeletedServerIsReadAgainThreeTimesAndThenNeverMore() {
        server("gone", "one", "ecs_due_at", NOW, "deleted_at", NOW, "deletion_seen_at", NOW);

        assertThat(readAt(Duration.ofSeconds(1))).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(readAt(Duration.ofMinutes(5))).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(readAt(Duration.ofMinutes(61))).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(readAt(Duration.ofHours(30))).isNull();
    }

    @Test
    void anOutageDoesNotMakeADeletedServerBeReadThreeTimesInARow() {
        server(
                "gone",
                "one",
                "ecs_due_at",
                NOW.plus(Duration.ofMinutes(5)),
                "deleted_at",
                NOW,
                "deletion_seen_at",
                NOW);

        assertThat(readAt(Duration.ofHours(2))).isEqualTo(NOW.plus(Duration.ofHours(24)));
    }

    @Test
    void aClockThatIsSetBackDoesNotLetAWalkReadAServerTwice() {
        server("running", "one", "ecs_due_at", NOW);
        server("changed", "one", "ecs_due_at", NOW, "nova_updated", NOW);
        server("failing", "one", "ecs_due_at", NOW);
        server("behind", "one", "rms_due_at", NOW, "rms_checksum", "not captured yet");
        var back = NOW.minus(Duration.ofHours(1));

        for (var server : queue.live(ONE, NOW, back, 10)) {
            switch (server.serverId()) {
                case "running" -> due.actionsRead(server, back, back, back, 0, true);
                case "changed" -> due.actionsRead(server, back, back, null, 0, true);
                default -> due.actionsFailed(server, back);
            }
        }
        due.historyRead(queue.live(RMS, NOW, back, 10).getFirst(), back, back, "older", null);

        assertThat(queue.live(ONE, NOW, back, 10)).isEmpty();
        assertThat(queue.live(RMS, NOW, back, 10)).isEmpty();
        assertThat(queue.live(ONE, NOW.plusSeconds(60), NOW.plusSeconds(60), 10))
                .as("the next walk reads them")
                .hasSize(3);
    }

    /** Reads whoever is due then, and tells when it is due again. */
    private @Nullable Instant readAt(Duration later) {
        var then = NOW.plus(later);
        var servers = queue.live(ONE, then, then, 10);
        assertThat(servers).hasSize(1);
        due.actionsRead(servers.getFirst(), then, then, null, 0, true);
        return jdbc.sql("select ecs_due_at from server")
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    private List<String> sweep(StreamKey stream, int seconds) {
        return queue
                .sweep(stream, WATCHED, PROPERTIES.interval(stream), NOW.plusSeconds(seconds), NOW.plusSeconds(seconds))
                .stream()
                .map(DueServer::serverId)
                .toList();
    }

    private void settle(String id, int seconds) {
        jdbc.sql("update server set ecs_swept_at = ? where server_id = ?")
                .params(utc(NOW.plusSeconds(seconds)), id)
                .update();
    }

    /** @param columns names and values in turn */
    private void server(String id, String project, Object... columns) {
        jdbc.sql(
                        "insert into server (server_id, project_id, region, first_seen, last_seen) values (?, ?, 'r', now(), now())")
                .params(id, project)
                .update();
        for (int i = 0; i < columns.length; i += 2) {
            var value = columns[i + 1] instanceof Instant time ? utc(time) : columns[i + 1];
            jdbc.sql("update server set " + columns[i] + " = ? where server_id = ?")
                    .params(value, id)
                    .update();
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
