package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OpenMode
class FormatTests {

    private static final String TIMELINE = "/api/v1/servers/s1/timeline";
    private static final int ENTRIES = 1234;

    private final WebTestClient web;
    private final JdbcClient jdbc;
    private final StoredRows rows;

    FormatTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.web = web.mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
                .build();
        this.jdbc = jdbc;
        this.rows = new StoredRows(jdbc);
        rows.clear();
        rows.server("s1", "p1", "=cmd|' /C calc'!A0");
        jdbc.sql("""
                insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, start_time,
                                             final, content_hash, document, version, recorded_at)
                select 's1', gen_random_uuid(), 'p1', 'req-' || n, 'stop, "now"', 0, n,
                       timestamptz '2024-01-10T00:00:00Z' + make_interval(secs => n % 7), true, '', '{"events": []}', 1,
                       '2024-01-10T00:00:00Z'
                  from generate_series(1, ?) n
                """).param(ENTRIES).update();
    }

    @Test
    void linesWithoutALimitAreTheWholeWindowAndTheLastTellsWhatWasWatched() {
        var lines = lines(get(TIMELINE + "?order=asc", "application/x-ndjson"));

        assertThat(lines).hasSize(ENTRIES + 1);
        var ids = lines.subList(0, ENTRIES).stream()
                .map(line -> line.path("id").asString())
                .toList();
        assertThat(ids)
                .isEqualTo(jdbc.sql("select id from instance_action order by start_time, rank, id")
                        .query((row, number) -> row.getString(1))
                        .list());
        assertThat(lines.getLast().propertyNames()).containsExactly("page", "window", "coverage");
        assertThat(lines.getLast().path("page").path("next_cursor").isNull()).isTrue();
    }

    @Test
    void linesWithALimitPageLikeJson() {
        var answer = get(TIMELINE + "?limit=1000", "application/x-ndjson");
        var lines = lines(answer);
        var next = lines.getLast().path("page").path("next_cursor").asString();

        assertThat(lines).hasSize(1001);
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.LINK)).contains(next);
        assertThat(lines(get(TIMELINE + "?cursor=" + next, "application/x-ndjson")))
                .hasSize(101);
    }

    @Test
    void aPageTellsItsLength() {
        var answer = get(TIMELINE + "?limit=1000", "application/json");

        assertThat(answer.getResponseHeaders().getContentLength())
                .isEqualTo(String.valueOf(answer.getResponseBody()).getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void csvHasFixedColumnsAndNothingThatASpreadsheetRuns() {
        var answer = get(TIMELINE, "text/csv");
        var lines = List.of(String.valueOf(answer.getResponseBody()).split("\r\n", -1));

        assertThat(lines).hasSize(ENTRIES + 2);
        assertThat(lines.getFirst())
                .isEqualTo(
                        "id,kind,time,recorded_at,server_id,server_name,project_id,summary,action,user_id,request_id,"
                                + "outcome,effect,status,attribution,score,provisional,diff");
        assertThat(lines.get(1)).contains(",'=cmd|' /C calc'!A0,", ",\"stop, \"\"now\"\"\",");
        assertThat(JsonMapper.shared()
                        .readTree(answer.getResponseHeaders().getFirst("Changetrail-Coverage"))
                        .path(0)
                        .path("source")
                        .asString())
                .isEqualTo("ecs");
        assertThat(answer.getResponseHeaders().getContentType()).hasToString("text/csv;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/servers",
                "/api/v1/residuals",
                "/api/v1/coverage",
                "/api/v1/requests/req-1",
                "/api/v1/servers/s1/blame",
                "/api/v1/timeline"
            })
    void everyListHasAllForms(String list) {
        assertThat(lines(get(list, "application/x-ndjson"))).isNotEmpty();
        assertThat(String.valueOf(get(list, "text/csv").getResponseBody())
                        .lines()
                        .findFirst()
                        .orElse(""))
                .contains(",");
        assertThat(get(list, "*/*").getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(get(list, "text/csv;q=0.1, application/json")
                        .getResponseHeaders()
                        .getContentType())
                .isEqualTo(MediaType.APPLICATION_JSON);
    }

    @Test
    void aPageThatTheCallerHasIsNotSentAgainUntilItOrWhatWasWatchedChanges() {
        var tag = String.valueOf(
                get(TIMELINE, "application/json").getResponseHeaders().getETag());
        assertThat(tag).startsWith("W/\"");
        assertThat(status(TIMELINE, tag)).isEqualTo(304);
        assertThat(status(TIMELINE + "?limit=7", tag)).isEqualTo(200);

        rows.stream("ecs", "p1", Instant.parse("2024-02-10T00:00:00Z"));
        assertThat(status(TIMELINE, tag)).isEqualTo(200);
    }

    @Test
    void aWatermarkThatMovesIsNoChange() {
        rows.stream("ecs", "p1", Instant.parse("2024-02-10T00:00:00Z"));
        var tag = String.valueOf(
                get(TIMELINE, "application/json").getResponseHeaders().getETag());
        jdbc.sql("update stream set complete_until = '2024-02-11T00:00:00Z'").update();

        assertThat(status(TIMELINE, tag)).isEqualTo(304);
    }

    @Test
    void faultsAreProblemsInEveryForm() {
        for (var format : List.of("application/x-ndjson", "text/csv")) {
            web.get()
                    .uri(TIMELINE + "?limit=0")
                    .header(HttpHeaders.ACCEPT, format)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
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

    private static List<JsonNode> lines(EntityExchangeResult<String> answer) {
        return String.valueOf(answer.getResponseBody())
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private EntityExchangeResult<String> get(String uri, String accepted) {
        return web.get()
                .uri(base -> URI.create(base.build() + uri))
                .header(HttpHeaders.ACCEPT, accepted)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult();
    }
}
