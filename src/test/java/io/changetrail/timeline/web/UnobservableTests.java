package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What nobody could have seen is told apart from what was not there, wherever classes are shown. */
@OpenMode
class UnobservableTests {

    private static final Instant NOON = Instant.parse("2024-01-30T12:00:00Z");
    private static final Instant COMPLETE = Instant.parse("2024-02-10T00:00:00Z");
    private static final String WINDOW = "since=2024-01-25T00:00:00Z&until=2024-02-05T00:00:00Z";
    private static final String TIMELINE = "/api/v1/servers/s1/timeline?order=asc&" + WINDOW;

    private final WebTestClient web;
    private final Walk walk;
    private final JdbcClient jdbc;
    private final StoredRows rows;

    UnobservableTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.web = web;
        this.walk = new Walk(web);
        this.jdbc = jdbc;
        this.rows = new StoredRows(jdbc);
        rows.clear();
        rows.stream("ecs", "p1", COMPLETE);
        rows.stream("rms", "domain", COMPLETE);
        rows.server("s1", "p1", "one");
        rows.gap("ecs", "p1", "outage", NOON, NOON.plusSeconds(3600));
        rows.gap("rms", "domain", "recorder_off", NOON.plusSeconds(86400), NOON.plusSeconds(90000));
        change("before", -3600, -1, "unattributed");
        change("into", -1800, 0, "external");
        change("within", 600, 1200, "unattributed");
        change("unclear", 600, 1300, "ambiguous");
        change("partly", 600, 1400, "partial");
        change("looked after", 3600, 7200, "unattributed");
        var caused = change("caused", 600, 1500, "ambiguous");
        rows.cause("s1", caused, "req-seen", action("seen", 1450, "visible"), "/caused", 0.7);
        action("long before", -30 * 3600, "none_unexpected");
        action("hidden", -2 * 3600, "none_unexpected");
        action("failed", -3600, "failed");
    }

    @Test
    void changesInAGapOfTheActionsAreUnobservableUnlessTheirCauseIsKnown() {
        assertThat(classes("change", "/change/attribution"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "before", "unattributed",
                        "into", "unobservable",
                        "within", "unobservable",
                        "unclear", "unobservable",
                        "partly", "partial",
                        "caused", "ambiguous",
                        "looked after", "unattributed"));
    }

    @Test
    void actionsWhoseEffectFallsIntoAGapOfTheHistoryAreUnobservableUnlessItIsKnown() {
        assertThat(classes("action", "/action/effect"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "seen", "visible",
                        "long before", "none_unexpected",
                        "hidden", "unobservable",
                        "failed", "unobservable"));
    }

    @Test
    void whatMayStillComeIsPendingFirst() {
        jdbc.sql("update stream set complete_until = ? where source = 'ecs'")
                .param(NOON.plusSeconds(3600).atOffset(ZoneOffset.UTC))
                .update();

        assertThat(classes("change", "/change/attribution"))
                .containsEntry("within", "pending")
                .containsEntry("into", "unobservable");
    }

    @Test
    void whatTheUpstreamHidesAnywayExcusesNothing() {
        jdbc.sql("delete from gap").update();
        jdbc.sql("update stream set limitation = 'microversion', backfill_left = 3")
                .update();

        assertThat(classes("change", "/change/attribution")).doesNotContainValue("unobservable");
    }

    @Test
    void filtersResidualsAndCountsKnowIt() {
        assertThat(walk.ids(TIMELINE + "&attribution=unobservable")).hasSize(3);
        assertThat(walk.ids(TIMELINE + "&attribution=unattributed")).hasSize(2);
        assertThat(reasons("/api/v1/residuals?side=change&" + WINDOW))
                .containsExactlyInAnyOrder("unattributed", "unattributed", "partial", "ambiguous");
        assertThat(reasons("/api/v1/residuals?side=action&" + WINDOW)).containsExactly("none_unexpected");
        assertThat(walk.page("/api/v1/servers/s1").path("unattributed").asLong())
                .isEqualTo(2);
    }

    @Test
    void statisticsAnnotationsBlameAndTablesShowIt() {
        var counted = new TreeMap<String, Long>();
        walk.page("/api/v1/stats?" + WINDOW)
                .path("data")
                .forEach(row -> counted.merge(
                        row.path("attribution").asString(""), row.path("count").asLong(), Long::sum));
        assertThat(counted).containsEntry("unobservable", 3L).containsEntry("unattributed", 2L);
        assertThat(walk.page("/api/v1/annotations?" + WINDOW).path("data"))
                .filteredOn(row -> row.path("tags").asString().contains("unobservable"))
                .hasSize(3);
        assertThat(walk.page("/api/v1/servers/s1/blame?at=2024-01-30T12:20:00Z").path("data"))
                .filteredOn(row -> row.path("path").asString().equals("/within"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("attribution").asString()).isEqualTo("unobservable"));
        assertThat(csv(TIMELINE).lines().filter(line -> line.contains("unobservable")))
                .hasSize(5);
    }

    private UUID change(String name, long after, long at, String attribution) {
        var change = rows.change(
                "s1",
                "p1",
                NOON.plusSeconds(at),
                NOON.plusSeconds(after),
                "{\"/" + name + "\": {\"before\": \"a\", \"after\": \"b\"}}",
                "{\"resource\": {\"within\": \"b\"}}");
        rows.classed("s1", change, attribution, null);
        return change;
    }

    private UUID action(String name, long at, String effect) {
        var action = rows.action("s1", "p1", "req-" + name, "stop", NOON.plusSeconds(at), "null");
        rows.effect("s1", action, effect);
        return action;
    }

    /** By the changed property or the request. */
    private Map<String, String> classes(String kind, String pointer) {
        var classes = new LinkedHashMap<String, String>();
        for (var entry : walk.page(TIMELINE + "&kind=" + kind).path("data")) {
            var name = kind.equals("change")
                    ? entry.at("/change/diff").propertyNames().iterator().next().substring(1)
                    : entry.at("/action/request_id").asString().substring("req-".length());
            classes.put(name, entry.at(pointer).asString());
        }
        return classes;
    }

    private List<String> reasons(String uri) {
        var reasons = new ArrayList<String>();
        walk.page(uri)
                .path("data")
                .forEach(row -> reasons.add(row.path("reason").asString()));
        return reasons;
    }

    private String csv(String uri) {
        return String.valueOf(web.get()
                .uri(uri)
                .header(HttpHeaders.ACCEPT, "text/csv")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
