package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.Issuers;
import io.changetrail.access.WithTokens;
import io.changetrail.support.PlainClient;
import io.changetrail.support.PlainClient.Answer;
import io.changetrail.sync.Feed;
import io.changetrail.sync.Quarantine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Endpoint x role x tenant x attack, made from the running service's description: a new endpoint needs a row in {@link #NEEDS}. */
@WithTokens
class AccessMatrixTests {

    private static final String READ = "changetrail.read";
    private static final String AUDIT = "changetrail.audit";
    private static final String OPERATE = "changetrail.operate";

    /** Which roles each call needs, by operation id. */
    private static final Map<String, String> NEEDS = Map.ofEntries(
            Map.entry("servers", READ),
            Map.entry("server", READ),
            Map.entry("serverTimeline", READ),
            Map.entry("serverState", READ),
            Map.entry("serverDiff", READ),
            Map.entry("serverBlame", READ),
            Map.entry("timeline", READ),
            Map.entry("request", READ),
            Map.entry("change", READ),
            Map.entry("residuals", READ),
            Map.entry("coverage", READ),
            Map.entry("attributes", READ),
            Map.entry("stats", READ),
            Map.entry("annotations", READ),
            Map.entry("feed", READ),
            Map.entry("startSync", OPERATE),
            Map.entry("sync", READ + " " + OPERATE),
            Map.entry("quarantine", READ + " " + OPERATE),
            Map.entry("replay", OPERATE));

    private static final List<String> ATTACKS = List.of(
            "'; drop table server; --",
            "' or '1'='1",
            "$1",
            "{fn now()}",
            "a'||(select encode(value, 'hex') from made_once)||'",
            "\u0000",
            "\\u0000",
            "../../../etc/passwd",
            "\r\nSet-Cookie: a=b",
            "*",
            "%",
            "_",
            "!",
            ",",
            "<img src=x onerror=alert(1)>",
            "${jndi:ldap://127.0.0.1/a}",
            "\u2028\u202Ereversed",
            "\uD83D\uDE00",
            "-1",
            "1e9",
            "=cmd()",
            "x".repeat(600));

    private static final List<List<String>> ROLES = List.of(
            List.of(),
            List.of(READ),
            List.of(AUDIT),
            List.of(OPERATE),
            List.of(READ, AUDIT),
            List.of(READ, OPERATE),
            List.of(AUDIT, OPERATE),
            List.of(READ, AUDIT, OPERATE));

    private static final int SUBJECTS = 100;

    private final PlainClient client;
    private final Twins twins;
    private final List<DescribedCall> calls;
    private final JdbcClient jdbc;

    AccessMatrixTests(
            @LocalServerPort int port,
            @Autowired JdbcClient jdbc,
            @Autowired Quarantine quarantine,
            @Autowired Feed feed,
            @Autowired PlatformTransactionManager transactions) {
        this.client = new PlainClient(port);
        this.jdbc = jdbc;
        this.twins = Twins.store(jdbc, quarantine, feed, transactions);
        this.calls = DescribedCall.all(client, Issuers.token("matrix", READ));
    }

    @Test
    void everyDescribedCallHasARow() {
        assertThat(calls.stream().map(DescribedCall::id)).containsExactlyInAnyOrderElementsOf(NEEDS.keySet());
    }

    @Test
    void nobodyPassesWithoutATokenOrWithoutTheRole() {
        for (var call : calls) {
            var target = call.with(twins.good(call));
            assertThat(client.ask(call.method(), target).status()).as(call.id()).isEqualTo(401);
            assertThat(client.ask(call.method(), target, "Authorization", "Bearer garbage")
                            .status())
                    .as(call.id())
                    .isEqualTo(401);
            for (var roles : ROLES) {
                for (var projects : List.of("project-a", "*", "")) {
                    var token = Issuers.token("role " + roles + projects, String.join(" ", roles), projects);
                    var status = client.ask(call.method(), target, "Authorization", "Bearer " + token)
                            .status();
                    var may = roles.containsAll(
                            List.of(NEEDS.getOrDefault(call.id(), "").split(" ")));
                    assertThat(status == 403)
                            .as(call.id() + " as " + roles + " of " + projects + ": " + status)
                            .isEqualTo(!may);
                    assertThat(status).as(call.id()).isIn(200, 202, 403, 404, 409);
                }
            }
        }
    }

    @Test
    void anAttackIsAValueLikeAnyOther() throws Exception {
        var before = counts();
        var work = new ArrayList<Callable<List<String>>>();
        var tokens = tokens();
        for (var call : calls) {
            for (var input : call.inputs()) {
                for (var attack : ATTACKS) {
                    var token = tokens.get(work.size() % tokens.size());
                    work.add(() -> wrong(call, input, attack, token));
                }
            }
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var wrong = new ArrayList<String>();
            for (var answer : threads.invokeAll(work)) {
                wrong.addAll(answer.get());
            }
            assertThat(wrong).isEmpty();
        }
        assertThat(work).hasSizeGreaterThan(2_000);
        assertThat(counts()).isEqualTo(before);
    }

    /** Every second one belongs to a tenant of no project. */
    private static List<String> tokens() {
        return IntStream.range(0, SUBJECTS)
                .mapToObj(i -> Issuers.token("attacker " + i, READ + " " + OPERATE, i % 2 == 0 ? "project-a" : ""))
                .toList();
    }

    private List<String> wrong(DescribedCall call, String input, String attack, String token) {
        var values = new HashMap<>(twins.good(call));
        values.put(input, attack);
        if (call.places().contains(input) && attack.isBlank()) {
            return List.of();
        }
        var answer = client.ask(call.method(), call.with(values), "Authorization", "Bearer " + token);
        return Stream.of(
                        answer.status() < 500 && answer.status() != 401 && answer.status() != 429 ? "" : "status",
                        answer.status() == 403 && !input.equals("include") ? "refused" : "",
                        answer.status() >= 400 && !isProblem(answer) ? "no problem details" : "",
                        Twins.TRACES.stream().anyMatch(answer.body()::contains) ? "foreign" : "",
                        TELLING.stream().anyMatch(answer.body()::contains) && answer.status() >= 400 ? "telling" : "",
                        answer.headers().map().containsKey("set-cookie") ? "header" : "")
                .filter(fault -> !fault.isEmpty())
                .map(fault -> fault + ": " + call.id() + " " + input + "=" + attack + " -> " + answer.status() + " "
                        + answer.body())
                .toList();
    }

    private static final List<String> TELLING =
            List.of("Exception", "org.", "java.", "select ", "PSQL", "SQL", "syntax", "at io.");

    private static boolean isProblem(Answer answer) {
        return answer.header("content-type").startsWith("application/problem+json")
                && answer.json().has("trace_id");
    }

    private Map<String, Long> counts() {
        var counts = new HashMap<String, Long>();
        for (var table : List.of("server", "instance_action", "history_item", "link", "quarantine", "made_once")) {
            counts.put(
                    table,
                    jdbc.sql("select count(*) from " + table)
                            .query((row, number) -> row.getLong(1))
                            .single());
        }
        return counts;
    }
}
