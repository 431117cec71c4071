package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.Issuers;
import io.changetrail.access.WithTokens;
import io.changetrail.support.PlainClient;
import io.changetrail.support.PlainClient.Answer;
import io.changetrail.sync.Feed;
import io.changetrail.sync.Quarantine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

/** What is really answered is what the description says, in every call and also where it is a problem. */
@WithTokens
class OpenApiAnswersTests {

    private static final String ALL = "changetrail.read changetrail.audit changetrail.operate";
    private static final String READ = "changetrail.read";

    private final PlainClient client;
    private final Twins twins;
    private final List<DescribedCall> calls;
    private final ApiDescription description;
    private final String auditor = Issuers.token("described", ALL, "project-a", "project-b");

    OpenApiAnswersTests(
            @LocalServerPort int port,
            @Autowired JdbcClient jdbc,
            @Autowired Quarantine quarantine,
            @Autowired Feed feed,
            @Autowired PlatformTransactionManager transactions) {
        this.client = new PlainClient(port);
        this.twins = Twins.store(jdbc, quarantine, feed, transactions);
        this.calls = DescribedCall.all(client, auditor);
        this.description =
                new ApiDescription(client.get("/v3/api-docs", auditor).json());
    }

    @Test
    void everyGoodAnswerIsAsDescribed() {
        for (var call : calls) {
            for (var question : twins.questions(call)) {
                var raw = new HashMap<>(question);
                raw.put("include", "raw");
                raw.put("by", "server_id");
                var answer = ask(call, raw, auditor);
                assertThat(answer.status()).as(call.id() + answer.body()).isIn(200, 202);
                assertDescribed(call, answer);
                assertThat(answer.json().toString()).as(call.id()).doesNotContain("\"data\":[]");
                assertDescribed(call, ask(call, question, Issuers.token("reader", READ, "project-a")));
            }
        }
    }

    @Test
    void everyFormOfAListIsDescribedAndNoOther() {
        for (var call : calls) {
            var target = call.with(twins.questions(call).getFirst());
            for (var form : forms(call)) {
                var answer = client.ask(call.method(), target, "Authorization", "Bearer " + auditor, "Accept", form);
                assertThat(answer.header("Content-Type")).as(call.id()).startsWith(form);
                if (form.equals("text/csv")) {
                    assertThat(answer.body())
                            .startsWith(content(call).path(form).path("example").asString());
                }
            }
            if (call.method().equals("GET")) {
                assertProblem(
                        call, client.ask("GET", target, "Authorization", "Bearer " + auditor, "Accept", "text/html"));
            }
        }
    }

    /** A stream of events has no end, so that its own test reads it. */
    private List<String> forms(DescribedCall call) {
        return content(call).propertyNames().stream()
                .filter(form -> !form.equals("text/event-stream"))
                .toList();
    }

    private JsonNode content(DescribedCall call) {
        return description
                .answer(call.path(), call.method(), call.method().equals("GET") ? 200 : 202)
                .path("content");
    }

    @Test
    void whatTheCallerHasAlreadyIsAnsweredAsDescribed() {
        for (var call : calls) {
            var target = call.with(twins.questions(call).getFirst());
            var tag = client.ask(call.method(), target, "Authorization", "Bearer " + auditor)
                    .header("ETag");
            var described = description.answer(call.path(), call.method(), 304);
            assertThat(tag.isEmpty()).as(call.id()).isEqualTo(described.isMissingNode());
            if (!tag.isEmpty()) {
                assertThat(client.ask(call.method(), target, "Authorization", "Bearer " + auditor, "If-None-Match", tag)
                                .status())
                        .as(call.id())
                        .isEqualTo(304);
            }
        }
    }

    @Test
    void everyProblemIsAsDescribed() {
        for (var call : calls) {
            var good = twins.questions(call).getFirst();
            var unknown = new HashMap<>(good);
            call.places().forEach(place -> unknown.put(place, place.equals("name") ? "x" : unknown(call, place)));
            var target = call.with(good);
            var problems = List.of(
                    client.ask(call.method(), target, "Authorization", "Bearer x"),
                    ask(call, good, Issuers.token("nobody", "openid", "*")),
                    client.ask(
                            call.method(),
                            target + (target.contains("?") ? "&" : "?") + "colour=red",
                            "Authorization",
                            "Bearer " + auditor),
                    client.ask(call.method(), target, "Authorization", "Bearer " + auditor, "X-Auth-Token", "x"));
            problems.forEach(problem -> assertProblem(call, problem));
            if (!call.places().isEmpty()) {
                assertProblem(call, ask(call, unknown, auditor));
            }
        }
    }

    private void assertProblem(DescribedCall call, Answer answer) {
        assertThat(answer.status()).as(call.id() + answer.body()).isGreaterThanOrEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertDescribed(call, answer);
    }

    private void assertDescribed(DescribedCall call, Answer answer) {
        var described = description.answer(call.path(), call.method(), answer.status());
        var form = described.path("content").path(answer.header("Content-Type").replaceAll(";.*", ""));
        assertThat(form.isMissingNode())
                .as(call.id() + " answers " + answer.status() + answer.body())
                .isFalse();
        assertThat(description.faults(form.path("schema"), answer.json()))
                .as(call.id() + " " + answer.body())
                .isEmpty();
    }

    private String unknown(DescribedCall call, String place) {
        return Twins.of(twins.unknown(), call, place);
    }

    private Answer ask(DescribedCall call, Map<String, String> values, String token) {
        return client.ask(call.method(), call.with(values), "Authorization", "Bearer " + token);
    }
}
