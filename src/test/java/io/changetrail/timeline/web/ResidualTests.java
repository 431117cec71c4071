package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@OpenMode
class ResidualTests {

    private static final Instant START = Instant.parse("2024-01-30T12:00:00Z");
    private static final String WINDOW = "since=2024-01-30T00:00:00Z&until=2024-02-01T00:00:00Z";
    private static final String DIFF = "{\"/name\": {\"before\": \"a\", \"after\": \"b\"}}";

    private final Walk walk;

    ResidualTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.walk = new Walk(web);
        var rows = new StoredRows(jdbc);
        rows.clear();
        rows.stream("ecs", "p1", Instant.parse("2024-02-10T00:00:00Z"));
        rows.stream("rms", "domain", Instant.parse("2024-02-10T00:00:00Z"));
        rows.server("s1", "p1", "one");
        rows.server("s2", "p2", "two");
        var second = 0;
        for (var attribution :
                List.of("attributed", "partial", "ambiguous", "unattributed", "external", "baseline", "unchanged")) {
            var at = START.plusSeconds(second++);
            rows.classed("s1", rows.change("s1", "p1", at, at.minusSeconds(60), DIFF, "{}"), attribution, null);
        }
        rows.change("s1", "p1", START.plusSeconds(50), START, DIFF, "{}");
        rows.classed("s2", rows.change("s2", "p2", START, START.minusSeconds(9), DIFF, "{}"), "unattributed", null);
        for (var effect : List.of("visible", "masked", "none_expected", "none_unexpected", "failed", "open")) {
            rows.effect("s1", rows.action("s1", "p1", "req-" + effect, "stop", START, "null", second++), effect);
        }
        rows.action("s1", "p1", "req-unclassed", "stop", START, "null", second);
    }

    @Test
    void changesWithoutAKnownActionAreListedWithTheirClass() {
        assertThat(reasons("/api/v1/residuals?" + WINDOW))
                .containsExactly("external", "unattributed", "ambiguous", "partial");
        assertThat(reasons("/api/v1/residuals?side=change&order=asc&" + WINDOW))
                .containsExactly("partial", "ambiguous", "unattributed", "external");
    }

    @Test
    void actionsWithoutAVisibleEffectAreListedWithTheirClass() {
        assertThat(new TreeSet<>(reasons("/api/v1/residuals?side=action&" + WINDOW)))
                .containsExactly("failed", "masked", "none_expected", "none_unexpected");
        assertThat(reasons("/api/v1/residuals?side=action&" + WINDOW)).hasSize(5);
    }

    @Test
    void aChangeOfAProjectThatWasNeverWatchedIsPendingAndNoResidual() {
        assertThat(reasons("/api/v1/residuals?project_id=p2&" + WINDOW)).isEmpty();
        assertThat(reasons("/api/v1/residuals?server_id=s1&" + WINDOW)).hasSize(4);
        assertThat(reasons("/api/v1/residuals?server_id=!s1&" + WINDOW)).isEmpty();
        assertThat(reasons("/api/v1/residuals")).isEmpty();
    }

    @Test
    void pagesOfOneShowEachOnce() {
        var found = new ArrayList<String>();
        var page = walk.page("/api/v1/residuals?limit=1&" + WINDOW);
        while (true) {
            page.path("data")
                    .forEach(row -> found.add(row.path("entry").path("id").asString()));
            var cursor = page.path("page").path("next_cursor");
            if (cursor.isNull()) {
                break;
            }
            page = walk.page("/api/v1/residuals?limit=1&" + WINDOW + "&cursor=" + cursor.asString());
        }
        assertThat(found).hasSize(4).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"side=both", "side=", "side=change,action", "limit=0", "kind=action", "action=stop", "cursor=x"})
    void whatCannotBeUsedIsRefused(String query) {
        assertThat(walk.status("/api/v1/residuals?" + query)).isEqualTo(400);
    }

    private List<String> reasons(String uri) {
        var reasons = new ArrayList<String>();
        for (JsonNode row : walk.page(uri).path("data")) {
            reasons.add(row.path("reason").asString());
        }
        return reasons;
    }
}
