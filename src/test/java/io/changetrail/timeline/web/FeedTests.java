package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.CutReader;
import io.changetrail.sync.Feed;
import io.changetrail.sync.FeedEvent;
import io.changetrail.timeline.FeedPosition;
import io.changetrail.timeline.StoredRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@OpenMode
class FeedTests {

    private final WebTestClient web;
    private final Walk walk;
    private final JdbcClient jdbc;
    private final Feed feed;
    private final TransactionTemplate transaction;
    private final DataSource database;

    @LocalServerPort
    private int port;

    FeedTests(
            @Autowired WebTestClient web,
            @Autowired JdbcClient jdbc,
            @Autowired Feed feed,
            @Autowired PlatformTransactionManager transactions,
            @Autowired DataSource database) {
        this.web = web;
        this.walk = new Walk(web);
        this.jdbc = jdbc;
        this.feed = feed;
        this.transaction = new TransactionTemplate(transactions);
        this.database = database;
        new StoredRows(jdbc).clear();
        jdbc.sql("update feed_kept set xid = '0', number = 0").update();
    }

    @Test
    void eventsComeInOrderPageByPageAndThePositionStaysAtTheEnd() {
        tell("a", 0, 25);
        var subjects = new ArrayList<String>();
        var page = walk.page("/api/v1/feed?limit=10");
        while (!page.path("data").isEmpty()) {
            page.path("data")
                    .forEach(event -> subjects.add(event.path("subject").asString()));
            page = walk.page("/api/v1/feed?limit=10&after=" + next(page));
        }

        assertThat(subjects)
                .isEqualTo(IntStream.range(0, 25).mapToObj(Integer::toString).toList());
        assertThat(walk.page("/api/v1/feed?after=" + next(page)).path("page")).isEqualTo(page.path("page"));
        tell("a", 25, 26);
        assertThat(walk.page("/api/v1/feed?after=" + next(page))
                        .path("data")
                        .path(0)
                        .path("subject")
                        .asString())
                .isEqualTo("25");
    }

    @Test
    void anEventIsACloudEventAndItsIdIsItsPosition() {
        tell("a", 0, 2);
        var event = walk.page("/api/v1/feed").path("data").path(0);

        assertThat(event.propertyNames())
                .containsExactlyInAnyOrder(
                        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");
        assertThat(event.path("source").asString()).isEqualTo("/api/v1/servers/server%2F1");
        assertThat(event.path("data").path("n").asInt()).isZero();
        assertThat(walk.page("/api/v1/feed?after=" + event.path("id").asString())
                        .path("data")
                        .path(0)
                        .path("subject")
                        .asString())
                .isEqualTo("1");
    }

    @Test
    void nothingIsShownBeyondATransactionThatStillRuns() throws SQLException {
        tell("a", 0, 1);
        try (Connection slow = database.getConnection()) {
            slow.setAutoCommit(false);
            slow.createStatement()
                    .execute("insert into feed (type, project_id, resource_id, subject, data)"
                            + " values ('link.created', 'a', 'server', 'slow', '{}')");
            tell("a", 1, 2);
            assertThat(subjects(walk.page("/api/v1/feed"))).containsExactly("0");
            slow.commit();
        }
        assertThat(subjects(walk.page("/api/v1/feed"))).containsExactly("0", "slow", "1");
    }

    /** Of pages; event streams too, two replicas and what is stored are {@code CutFeedTests}. */
    @Test
    void aReaderThatIsCutAHundredTimesMissesNothingOfTransactionsThatOvertakeEachOther() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var reader = new CutReader(() -> List.of("http://127.0.0.1:" + port), false, 1_500, 1)) {
            var writing = IntStream.range(0, 6)
                    .mapToObj(writer -> CompletableFuture.runAsync(() -> tellSlowly(writer), threads))
                    .toArray(CompletableFuture[]::new);
            var told = CompletableFuture.allOf(writing).thenApply(end -> positions());
            reader.readUntil(
                    () -> told.isDone() && reader.last().equals(told.join().getLast()));

            assertThat(reader.events().keySet()).hasSize(6 * 30 * 3).containsExactlyElementsOf(told.join());
            assertThat(reader.cuts()).isGreaterThanOrEqualTo(100);
        }
    }

    private void tellSlowly(int writer) {
        for (int n = 0; n < 30; n++) {
            transaction.executeWithoutResult(status -> {
                feed.tell(List.of(event("a", writer), event("a", writer), event("a", writer)));
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(10_000_000));
            });
        }
    }

    private List<String> positions() {
        return jdbc.sql("select xid::text, number from feed order by feed.xid, number")
                .query((row, number) -> new FeedPosition(row.getString(1), row.getLong(2)).text())
                .list();
    }

    @Test
    void onlyTheAskedProjectsAreTold() {
        tell("a", 0, 2);
        tell("b", 2, 3);

        assertThat(subjects(walk.page("/api/v1/feed?project_id=b"))).containsExactly("2");
        assertThat(subjects(walk.page("/api/v1/feed?project_id=!b"))).isEmpty();
    }

    @Test
    void aPositionOlderThanWhatIsKeptIsGone() {
        tell("a", 0, 3);
        var events = walk.page("/api/v1/feed").path("data");
        jdbc.sql("""
                        with gone as (delete from feed where subject <> '2' returning xid, number)
                        update feed_kept set xid = g.xid, number = g.number
                          from (select xid, number from gone order by xid desc, number desc limit 1) g
                        """).update();

        assertThat(walk.status("/api/v1/feed?after=" + events.path(0).path("id").asString()))
                .isEqualTo(410);
        assertThat(subjects(walk.page(
                        "/api/v1/feed?after=" + events.path(1).path("id").asString())))
                .containsExactly("2");
        assertThat(subjects(walk.page("/api/v1/feed"))).containsExactly("2");
    }

    @Test
    void aStreamGoesOnWithWhatIsRecordedMeanwhileAndResumesFromTheLastEvent() {
        tell("a", 0, 3);
        var second = walk.page("/api/v1/feed").path("data").path(1).path("id").asString();
        var events = web.get()
                .uri("/api/v1/feed")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .header("Last-Event-ID", second)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .filter(event -> event.id() != null);

        StepVerifier.create(events)
                .assertNext(event -> assertThat(event.data()).contains("\"subject\":\"2\""))
                .then(() -> tell("a", 3, 4))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("change.recorded");
                    assertThat(event.data()).contains("\"subject\":\"3\"");
                })
                .thenCancel()
                .verify(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=x", "after=", "limit=0", "limit=1001", "order=asc", "after=OTk5LTA5"})
    void whatCannotBeUsedIsRefused(String query) {
        assertThat(walk.status("/api/v1/feed?" + query)).isEqualTo(400);
    }

    @Test
    void aStreamFromNowhereIsRefused() {
        web.get()
                .uri("/api/v1/feed")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .header("Last-Event-ID", "garbage")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private void tell(String project, int from, int until) {
        transaction.executeWithoutResult(status -> feed.tell(
                IntStream.range(from, until).mapToObj(n -> event(project, n)).toList()));
    }

    private static FeedEvent event(String project, int n) {
        return new FeedEvent("change.recorded", project, "server/1", Integer.toString(n), "{\"n\": " + n + "}");
    }

    private static String next(JsonNode page) {
        return page.path("page").path("next_position").asString();
    }

    private static List<String> subjects(JsonNode page) {
        var subjects = new ArrayList<String>();
        page.path("data").forEach(event -> subjects.add(event.path("subject").asString()));
        return subjects;
    }
}
