package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What a window says of how it was watched, on a replica that only serves. */
@OpenMode
class CoverageStateTests {

    private static final Instant COMPLETE = Instant.parse("2024-02-10T00:00:00Z");
    private static final String PAST = "since=2024-02-01T00:00:00Z&until=2024-02-02T00:00:00Z";

    private final WebTestClient web;
    private final Walk walk;
    private final JdbcClient jdbc;
    private final StoredRows rows;

    CoverageStateTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.web = web;
        this.walk = new Walk(web);
        this.jdbc = jdbc;
        this.rows = new StoredRows(jdbc);
        rows.clear();
        rows.stream("ecs", "p1", COMPLETE);
        rows.stream("rms", "domain", COMPLETE);
        rows.server("s1", "p1", "one");
    }

    @Test
    void aWindowWithoutGapsIsComplete() {
        var row = coverage("ecs", PAST);

        assertThat(row.path("state").asString()).isEqualTo("complete");
        assertThat(row.path("gaps").isEmpty()).isTrue();
        assertThat(row.path("complete_until").asString()).isEqualTo("2024-02-10T00:00:00.000000Z");
    }

    @Test
    void gapsAreCutToTheWindow() {
        rows.gap("ecs", "p1", "outage", Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-02-01T06:00:00Z"));
        rows.gap("ecs", "p2", "outage", Instant.parse("2024-02-01T07:00:00Z"), Instant.parse("2024-02-01T08:00:00Z"));

        assertThat(coverage("ecs", PAST).path("state").asString()).isEqualTo("partial");
        assertThat(gaps("ecs", PAST)).containsExactly("outage 2024-02-01T00:00:00.000000Z 2024-02-01T06:00:00.000000Z");
        assertThat(coverage("rms", PAST).path("state").asString()).isEqualTo("complete");
    }

    @Test
    void aWindowThatEndsAfterTheLastSweepSaysSo() {
        assertThat(gaps("rms", "since=2024-02-09T00:00:00Z&until=2024-02-11T00:00:00Z"))
                .containsExactly("not_swept 2024-02-10T00:00:00.000000Z 2024-02-11T00:00:00.000000Z");
        assertThat(coverage("rms", "since=now-1h").path("state").asString()).isEqualTo("partial");
    }

    @Test
    void gapsThatLeaveNoMomentBlind() {
        rows.gap("ecs", "p1", "outage", Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-02-01T12:00:00Z"));
        assertThat(coverage("ecs", PAST).path("state").asString()).isEqualTo("partial");
        rows.gap("ecs", "p1", "retention", Instant.parse("2024-02-01T12:00:00Z"), COMPLETE);

        assertThat(coverage("ecs", PAST).path("state").asString()).isEqualTo("blind");
    }

    @Test
    void whatNobodyEverLookedAtIsBlind() {
        rows.server("s2", "p2", "two");

        var row =
                walk.page("/api/v1/coverage?project_id=p2&" + PAST).path("data").path(0);
        assertThat(row.path("state").asString()).isEqualTo("blind");
        assertThat(row.path("complete_until").isNull()).isTrue();
        assertThat(row.path("gaps").path(0).path("reason").asString()).isEqualTo("outage");
    }

    @Test
    void aStreamWithoutACommittedListIsBlind() {
        jdbc.sql("update stream set cursor_at = null, complete_until = null, whole_since = null, swept_until = null")
                .update();

        assertThat(coverage("ecs", PAST).path("state").asString()).isEqualTo("blind");
        assertThat(gaps("ecs", PAST)).hasSize(2).anyMatch(gap -> gap.startsWith("backfill "));
    }

    @Test
    void aSourceThatNobodyIsAtIsAnOutageAlthoughNobodyCouldWriteThatDown() {
        assertThat(gaps("ecs", "since=now-1h")).singleElement().asString().startsWith("not_swept ");
        jdbc.sql("update stream set whole_at = now() - interval '6 minutes' where source = 'ecs'")
                .update();

        assertThat(gaps("ecs", "since=now-1h")).hasSize(2).anyMatch(gap -> gap.startsWith("outage "));
        assertThat(gaps("rms", "since=now-1h")).noneMatch(gap -> gap.startsWith("outage "));
        jdbc.sql("update stream set lease_until = now() + interval '1 minute' where source = 'ecs'")
                .update();
        assertThat(gaps("ecs", "since=now-1h")).as("somebody is at it").hasSize(1);
    }

    @Test
    void aWindowInTheFutureIsBlind() {
        assertThat(coverage("ecs", "since=2999-01-01T00:00:00Z").path("state").asString())
                .isEqualTo("blind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/servers/s1/timeline", "/api/v1/timeline", "/api/v1/timeline?since=now-7d&until=now-1m"})
    void anOpenGapIsNoChangeUntilItEnds(String list) {
        jdbc.sql("update stream set trouble = 'forbidden' where source = 'ecs'").update();
        var tag = tag(list);

        Awaitility.await().pollDelay(Duration.ofMillis(1100)).until(() -> status(list, tag) == 304);
        jdbc.sql("update stream set trouble = null").update();
        assertThat(status(list, tag)).isEqualTo(200);
    }

    private JsonNode coverage(String source, String window) {
        return walk.page("/api/v1/coverage?project_id=p1&" + window)
                .path("data")
                .valueStream()
                .filter(row -> row.path("source").asString().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private List<String> gaps(String source, String window) {
        var gaps = new ArrayList<String>();
        for (var gap : coverage(source, window).path("gaps")) {
            gaps.add(String.join(
                    " ",
                    gap.path("reason").asString(),
                    gap.path("since").asString(),
                    gap.path("until").asString()));
        }
        return gaps;
    }

    private String tag(String uri) {
        return String.valueOf(web.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag());
    }

    private int status(String uri, String tag) {
        return web.get()
                .uri(uri)
                .header(HttpHeaders.IF_NONE_MATCH, tag)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
