package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.WithTokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What no call takes, and what it says then. */
@WithTokens
@TestInstance(Lifecycle.PER_CLASS)
class RefusalContractTests {

    private final ContractService service;
    private final JdbcClient jdbc;

    RefusalContractTests(@LocalServerPort int port, @Autowired ApplicationContext context) {
        this.service = ContractService.in(context, port, "refusals");
        this.jdbc = context.getBean(JdbcClient.class);
    }

    @Test
    void aParameterThatNobodyKnowsIsRefusedByName() {
        for (var call : service.calls()) {
            for (var query : List.of("colour=red", "colour", "Limit=1", "server-id=mine", "limit%20=1")) {
                var name = query.replaceAll("=.*", "").replace("%20", " ");
                Problems.assertInvalid(service.ask(call, query), name);
            }
        }
    }

    @Test
    void aDifferenceNeedsTwoMomentsInTheirOrder() {
        var diff = service.call("serverDiff");

        Problems.assertInvalid(service.ask(diff, "from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z"), "from");
        Problems.assertInvalid(service.send("GET", service.world().path(diff)), "from");
    }

    @Test
    void aCursorGoesWithItsQuestionAlone() {
        var paged = service.calls().stream()
                .filter(call -> call.parameters().contains("cursor"))
                .toList();
        assertThat(paged).hasSize(8);
        for (var call : paged) {
            var first = service.ask(call, "limit=1");
            var cursor = first.json().path("page").path("next_cursor").asString();
            assertThat(first.header("link")).contains("cursor=" + cursor).endsWith(">; rel=\"next\"");
            var rest = service.ask(call, "limit=1000&cursor=" + cursor);
            assertThat(rest.json().path("data").isEmpty()).isFalse();
            damaged(cursor)
                    .forEach(bad -> Problems.assertInvalid(service.ask(call, "limit=1&cursor=" + bad), "cursor"));
            for (var other : List.of("order=asc", "project_id=project-a,project-c", "since=2024-01-19T00:00:00Z")) {
                if (call.parameters().contains(other.substring(0, other.indexOf('=')))) {
                    Problems.assertInvalid(service.ask(call, other + "&limit=1&cursor=" + cursor), "cursor");
                }
            }
            var another = service.call(call.id().equals("servers") ? "quarantine" : "servers");
            Problems.assertInvalid(service.ask(another, "limit=1&cursor=" + cursor), "cursor");
        }
    }

    private static List<String> damaged(String cursor) {
        var middle = cursor.length() / 2;
        var flipped = cursor.charAt(middle) == 'A' ? 'B' : 'A';
        return List.of(
                cursor.substring(1),
                cursor.substring(0, cursor.length() - 2),
                cursor + "A",
                cursor.substring(0, middle) + flipped + cursor.substring(middle + 1));
    }

    @Test
    void whatIsForeignUnknownOrNoIdIsTheSameNothing() {
        var ids = List.of(
                "theirs",
                "req-resize-theirs",
                "nobody",
                "0",
                "x".repeat(512),
                "x".repeat(513),
                "*",
                "'",
                "%F0%9F%98%80",
                UUID.randomUUID().toString());
        for (var call : service.calls()) {
            for (var place : call.places()) {
                for (var id : ids) {
                    var target = call.path().replace("{" + place + "}", id);
                    var query = call.parameters().contains("from") ? "?from=now-1h" : "";
                    var answer = service.send(call.method(), target + query);
                    Problems.assertProblem(answer, 404, "not-found");
                    assertThat(answer.json().path("detail").asString())
                            .isEqualTo("Nothing of that id is known to you.");
                }
            }
        }
    }

    @Test
    void otherMethodsFormsAndPathsAreProblemsTooAndBeginNothing() {
        var syncs = "select count(*) from sync_request";
        var before = jdbc.sql(syncs).query(Long.class).single();
        for (var call : service.calls()) {
            var asked = service.world().target(call, "");
            var deleted = service.send("DELETE", asked);
            Problems.assertProblem(deleted, 405, "method-not-allowed");
            assertThat(deleted.header("allow")).contains(call.method());
            Problems.assertProblem(service.send(call.method(), asked, "Accept", "image/png"), 406, "not-acceptable");
        }
        Problems.assertProblem(service.send("GET", "/api/v1/nothing"), 404, "not-found");
        assertThat(jdbc.sql(syncs).query(Long.class).single()).isEqualTo(before);
    }

    @Test
    void aPositionThatIsGoneIsGoneForPagesAndStreams() {
        var feed = service.call("feed");
        var begin = service.ask(feed, "limit=1")
                .json()
                .path("page")
                .path("next_position")
                .asString();
        jdbc.sql("update feed_kept set xid = '9000000000000000000'").update();
        try {
            for (var form : List.of("application/json", "text/event-stream")) {
                Problems.assertProblem(service.get("/api/v1/feed?after=" + begin, form), 410, "position-gone");
            }
            var both =
                    service.send("GET", "/api/v1/feed?after=x", "Accept", "text/event-stream", "Last-Event-ID", begin);
            Problems.assertInvalid(both, "after");
        } finally {
            jdbc.sql("update feed_kept set xid = '0'").update();
        }
    }
}
