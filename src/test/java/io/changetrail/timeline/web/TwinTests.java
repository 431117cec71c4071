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
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** A tenant tries the other's value in every place that the description names, and learns what an unknown one tells. */
@WithTokens
class TwinTests {

    private static final String ALL = "changetrail.read changetrail.audit changetrail.operate";
    private static final Pattern MOMENT = Pattern.compile("20[2-9][0-9]-[0-9-]{5}T[0-9:.]+Z");
    private static final Pattern MADE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Inputs by whose own value something is found. */
    private static final List<String> TELLING = List.of(
            "server_id", "project_id", "request_id", "change_id", "user_id", "action", "status", "path", "q", "state");

    private final PlainClient client;
    private final Twins twins;
    private final List<DescribedCall> calls;
    private final String me = Issuers.token("twin a", ALL, "project-a");
    private final String other = Issuers.token("twin b", ALL, "project-b");
    private final String all = Issuers.token("everybody", ALL, "*");

    TwinTests(
            @LocalServerPort int port,
            @Autowired JdbcClient jdbc,
            @Autowired Quarantine quarantine,
            @Autowired Feed feed,
            @Autowired PlatformTransactionManager transactions) {
        this.client = new PlainClient(port);
        this.twins = Twins.store(jdbc, quarantine, feed, transactions);
        this.calls = DescribedCall.all(client, me);
    }

    @Test
    void theOthersValueAnswersAsOneThatNobodyHas() {
        var tried = new TreeMap<String, Integer>();
        for (var call : calls) {
            for (var input : call.inputs()) {
                if (!Twins.SHARED.contains(input) && !List.of("cursor", "after").contains(input)) {
                    for (var question : twins.questions(call)) {
                        assertSame(call, question, input, "");
                        if (call.parameters().contains(input) && !input.equals("q")) {
                            assertSame(call, question, input, "!");
                        }
                        tried.merge(input, 1, Integer::sum);
                    }
                }
            }
        }
        assertThat(tried)
                .containsKeys("server_id", "project_id", "request_id", "change_id", "id", "user_id", "action", "q");
        assertThat(tried.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(40);
    }

    /** The comparison above would hold of a service that answers nothing to anybody. */
    @Test
    void theOwnValueAnswersWhatIsThere() {
        for (var call : calls) {
            for (var input : call.inputs()) {
                if (TELLING.contains(input) && call.method().equals("GET")) {
                    for (var question : twins.questions(call)) {
                        assertAnswered(call, question, input);
                    }
                }
            }
        }
    }

    private void assertAnswered(DescribedCall call, Map<String, String> question, String input) {
        var answer = ask(call, question, input, Twins.of(twins.mine(), call, input), me);
        assertThat(answer.status()).as(call.id() + " " + input).isEqualTo(200);
        if (answer.json().path("data").isArray()) {
            assertThat(answer.json().path("data").size())
                    .as(call.id() + " " + question + " " + input + answer.body())
                    .isPositive();
        }
    }

    /** The other's cursor, and the one of somebody who sees all for the very same question, which differ in the scope alone. */
    @Test
    void theOthersCursorIsNoCursor() {
        var paged = calls.stream()
                .filter(call -> call.parameters().contains("cursor"))
                .toList();
        assertThat(paged).hasSizeGreaterThan(6);
        for (var call : paged) {
            for (var question : twins.questions(call)) {
                var asked = with(question, "limit", "1");
                var theirs = new HashMap<>(asked);
                call.places().stream()
                        .filter(place -> !place.equals("name"))
                        .forEach(place -> theirs.put(place, Twins.of(twins.theirs(), call, place)));
                var own = cursor(call, asked, me);
                var refused = ask(call, asked, "cursor", "A".repeat(own.length()), me);
                assertThat(ask(call, asked, "cursor", own, me).status()).isEqualTo(200);
                for (var foreign : List.of(cursor(call, theirs, other), cursor(call, asked, all))) {
                    assertThat(withoutTime(ask(call, asked, "cursor", foreign, me)))
                            .as(call.id())
                            .startsWith("400")
                            .isEqualTo(withoutTime(refused));
                }
            }
        }
    }

    @Test
    void theOthersPositionInTheFeedShowsTheOwnEventsAlone() {
        var own = positions(feed("", me));
        var theirs = positions(feed("", other));
        assertThat(own).hasSize(2);
        assertThat(theirs).hasSize(2).doesNotContainAnyElementsOf(own);
        for (var position : positions(feed("", all))) {
            var answer = feed("?after=" + position, me);
            assertThat(own).endsWith(positions(answer).toArray(String[]::new));
            assertThat(answer.body()).doesNotContain(Twins.TRACES);
            assertThat(answer.json().path("page").path("next_position").asString())
                    .isEqualTo(positions(answer).isEmpty() ? position : own.getLast());
        }
        assertThat(positions(feed("?after=" + theirs.getFirst(), me))).containsExactly(own.getLast());
    }

    private Answer feed(String query, String token) {
        var answer = client.get("/api/v1/feed" + query, token);
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static List<String> positions(Answer feed) {
        return feed.json()
                .path("data")
                .valueStream()
                .map(event -> event.path("id").asString())
                .toList();
    }

    private String cursor(DescribedCall call, Map<String, String> question, String token) {
        var answer = client.get(call.with(question), token);
        var cursor = answer.json().path("page").path("next_cursor");
        assertThat(cursor.isString())
                .as(call.id() + " " + question + answer.body())
                .isTrue();
        return cursor.stringValue();
    }

    @Test
    void everyOrderAndFormShowsTheOwnAlone() {
        for (var call : calls) {
            for (var question : twins.questions(call)) {
                for (var form : List.of("application/json", "application/x-ndjson", "text/csv")) {
                    for (var order : List.of("asc", "desc")) {
                        var target = call.with(with(question, "order", order));
                        var answer = client.ask(call.method(), target, "Authorization", "Bearer " + me, "Accept", form);
                        assertThat(answer.body() + answer.headers().map())
                                .as(call.id())
                                .doesNotContain(Twins.TRACES);
                    }
                }
            }
        }
    }

    private void assertSame(DescribedCall call, Map<String, String> question, String input, String sign) {
        var foreign = ask(call, question, input, sign + Twins.of(twins.theirs(), call, input), me);
        var unknown = ask(call, question, input, sign + Twins.of(twins.unknown(), call, input), me);
        assertThat(withoutTime(foreign)).as(call.id() + " " + sign + input).isEqualTo(withoutTime(unknown));
        if (call.places().contains(input)) {
            assertThat(foreign.status()).as(call.id() + " " + input).isEqualTo(404);
        } else if (sign.isEmpty() && call.method().equals("GET")) {
            assertThat(foreign.json().path("data").isEmpty())
                    .as(call.id() + " " + input)
                    .isTrue();
        }
        assertThat(foreign.body()).doesNotContain(Twins.TRACES);
    }

    private Answer ask(DescribedCall call, Map<String, String> question, String input, String value, String token) {
        return client.ask(call.method(), call.with(with(question, input, value)), "Authorization", "Bearer " + token);
    }

    private static Map<String, String> with(Map<String, String> question, String input, String value) {
        var values = new HashMap<>(question);
        values.put(input, value);
        return values;
    }

    /** All of the answer but what differs between any two: when it was made, and the ids that were made with it. */
    private static String withoutTime(Answer answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        var text = answer.status() + "\n" + headers + "\n"
                + answer.body().replaceAll("\"trace_id\":\"[0-9a-f]+\"", "\"trace_id\"");
        text = MADE.matcher(text).replaceAll("made");
        return MOMENT.matcher(text).replaceAll(found -> found.group().startsWith("2024-") ? found.group() : "now");
    }
}
