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

    private static final List<String> TENANTS = List.of("project-a", "*", "");

    /** After so many requests all attackers change their names, so that nobody meets its own limit. */
    private static final int REQUESTS_OF_ALL = 4_000;

    /** The words that only auditors see. */
    private static final String TRACEBACK = "Traceback of ";

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

    /**
     * Every attack in every place by every set of roles that the call distinguishes; the tenants take turns, so that each set of
     * roles of each tenant brings a third of the attacks to each place.
     */
    @Test
    void anAttackIsAValueLikeAnyOther() throws Exception {
        theFirstCursorMakesItsKey();
        var before = counts();
        var tokens = new HashMap<String, String>();
        var work = new ArrayList<Callable<List<String>>>();
        for (var call : calls) {
            for (var input : call.inputs()) {
                for (var attack : ATTACKS) {
                    var attackers = attackers(call);
                    for (var roles : attackers) {
                        var turn = work.size() / attackers.size() + attackers.indexOf(roles);
                        var attacker = new Attacker(roles, TENANTS.get(turn % TENANTS.size()));
                        var token = attacker.token(tokens, work.size() / REQUESTS_OF_ALL);
                        work.add(() -> wrong(call, input, attack, attacker, token));
                    }
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
        assertThat(work).hasSizeGreaterThan(7_000);
        assertThat(counts()).isEqualTo(before);
    }

    private void theFirstCursorMakesItsKey() {
        var token = Issuers.token("with a cursor", READ, "*");
        var page = client.ask("GET", "/api/v1/servers?limit=1", "Authorization", "Bearer " + token);
        assertThat(page.json().path("page").path("next_cursor").isString()).isTrue();
    }

    /** Those without the needed role, with it, and with it and the auditor's, who sees more fields. */
    private static List<List<String>> attackers(DescribedCall call) {
        var needed = String.valueOf(NEEDS.get(call.id()));
        return List.of(List.of(AUDIT, needed.equals(READ) ? OPERATE : READ), List.of(needed), List.of(needed, AUDIT));
    }

    private List<String> wrong(DescribedCall call, String input, String attack, Attacker attacker, String token) {
        var place = call.places().contains(input);
        if (place && attack.isBlank()) {
            return List.of();
        }
        var values = new HashMap<>(twins.good(call));
        values.put(input, attack);
        var answer = client.ask(call.method(), call.with(values), "Authorization", "Bearer " + token);
        var may = attacker.roles().contains(NEEDS.get(call.id()));
        var audits = attacker.roles().contains(AUDIT);
        var status = answer.status();
        return Stream.of(
                        status < 500 && status != 401 && status != 429 ? "" : "status",
                        may && status == 403 && (audits || !input.equals("include")) ? "refused" : "",
                        may || status == 403 || (place && (status == 400 || status == 404)) ? "" : "passed",
                        status >= 400 && !isProblem(answer) ? "no problem details" : "",
                        !attacker.tenant().equals("*") && Twins.TRACES.stream().anyMatch(answer.body()::contains)
                                ? "foreign"
                                : "",
                        !audits && answer.body().contains(TRACEBACK) ? "for auditors" : "",
                        TELLING.stream().anyMatch(answer.body()::contains) && status >= 400 ? "telling" : "",
                        answer.headers().map().containsKey("set-cookie") ? "header" : "")
                .filter(fault -> !fault.isEmpty())
                .map(fault -> fault + ": " + call.id() + " " + input + "=" + attack + " by " + attacker + " -> "
                        + status + " " + answer.body())
                .toList();
    }

    /** Somebody with these roles, of one project, of all or of none. */
    private record Attacker(List<String> roles, String tenant) {

        String token(Map<String, String> made, int number) {
            return made.computeIfAbsent(
                    this + " " + number, name -> Issuers.token(name, String.join(" ", roles), tenant));
        }
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
