package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.TokenIssuer;
import io.changetrail.support.ServingOnly;
import io.changetrail.sync.Quarantine;
import io.changetrail.sync.StreamKey;
import io.changetrail.timeline.StoredRows;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServingOnly
@AutoConfigureWebTestClient(timeout = "30s")
class OperatorTests {

    private static final TokenIssuer ISSUER = new TokenIssuer();

    private final WebTestClient web;
    private final JdbcClient jdbc;

    OperatorTests(
            @Autowired WebTestClient web,
            @Autowired JdbcClient jdbc,
            @Autowired Quarantine quarantine,
            @Autowired PlatformTransactionManager transactions) {
        this.web = web;
        this.jdbc = jdbc;
        var rows = new StoredRows(jdbc);
        rows.clear();
        jdbc.sql("truncate quarantine, sync_request").update();
        rows.server("a1", "a", "one");
        rows.server("a2", "a", "two");
        rows.server("b1", "b", "three");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            quarantine.put(new StreamKey("ecs", "a"), "a1", "an odd action", "{\"of\": \"a1\"}");
            quarantine.put(new StreamKey("ecs", "b"), "b1", "an odd action", "{}");
            quarantine.put(new StreamKey("rms", "domain"), "a2", "an odd item", "{}");
            quarantine.put(new StreamKey("rms", "domain"), null, "an odd row", "{}");
        });
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", ISSUER::keysUri);
        registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::issuer);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void aSyncMakesTheServersDueAndIsDoneOnceAllAreRead() {
        var answer = post("/api/v1/sync", operator("*"));
        assertThat(answer.getStatus().value()).isEqualTo(202);
        var location = String.valueOf(answer.getResponseHeaders().getFirst(HttpHeaders.LOCATION));
        assertThat(due()).containsExactly("a1", "a2", "b1");

        var before = get(location, operator("*"));
        assertThat(before.path("state").asString()).isEqualTo("running");
        assertThat(before.path("servers").asInt()).isEqualTo(3);
        assertThat(before.path("ecs_read").asInt()).isZero();

        jdbc.sql("update server set ecs_due_at = null, rms_read_at = rms_due_at")
                .update();
        var after = get(location, operator("*"));
        assertThat(after.path("state").asString()).isEqualTo("done");
        assertThat(after.path("rms_read").asInt()).isEqualTo(3);
    }

    @Test
    void aSyncReachesNoFurtherThanTheCallerSees() {
        post("/api/v1/sync?server_id=a2,b1", operator("a"));
        assertThat(due()).containsExactly("a2");
        post("/api/v1/sync?project_id=b", operator("a"));
        assertThat(due()).containsExactly("a2");
        post("/api/v1/sync", operator("a"));
        assertThat(due()).containsExactly("a1", "a2");
    }

    @Test
    void aForeignSyncIsNotFound() {
        var location = String.valueOf(
                post("/api/v1/sync", operator("a")).getResponseHeaders().getFirst(HttpHeaders.LOCATION));

        assertThat(status(location, operator("a"))).isEqualTo(200);
        assertThat(status(location, operator("*"))).isEqualTo(200);
        assertThat(status(location, operator("b"))).isEqualTo(404);
        assertThat(status("/api/v1/sync/" + UUID.randomUUID(), operator("*"))).isEqualTo(404);
        assertThat(status("/api/v1/sync/x", operator("*"))).isEqualTo(404);
    }

    @Test
    void onlyOperatorsMayOperate() {
        var reader = ISSUER.token("changetrail.read changetrail.audit", List.of("*"));

        assertThat(post("/api/v1/sync", reader).getStatus().value()).isEqualTo(403);
        assertThat(status("/api/v1/quarantine", reader)).isEqualTo(403);
        assertThat(post("/api/v1/quarantine/" + UUID.randomUUID() + "/replay", reader)
                        .getStatus()
                        .value())
                .isEqualTo(403);
        assertThat(due()).isEmpty();
    }

    @Test
    void quarantineIsShownByScopeAndItsBodiesToAuditors() {
        var mine = get("/api/v1/quarantine", operator("a"));
        assertThat(mine.path("data").size()).isEqualTo(1);
        assertThat(mine.path("data").path(0).path("resource_id").asString()).isEqualTo("a1");
        assertThat(mine.path("data").path(0).has("body")).isFalse();

        var audited = get(
                "/api/v1/quarantine",
                ISSUER.token("changetrail.read changetrail.audit changetrail.operate", List.of("a")));
        assertThat(audited.path("data").path(0).path("body").asString()).isEqualTo("{\"of\": \"a1\"}");

        var first = get("/api/v1/quarantine?limit=3", operator("*"));
        var next = first.path("page").path("next_cursor").asString();
        assertThat(first.path("data").size()).isEqualTo(3);
        assertThat(get("/api/v1/quarantine?limit=3&cursor=" + next, operator("*"))
                        .path("data")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aReplayReadsTheServerAgainAndItsHistoryFromTheBeginning() {
        jdbc.sql("update server set rms_read_at = now()").update();
        var rows = new StoredRows(jdbc);
        rows.action("a1", "a", "told", "reboot", Instant.EPOCH, "[]");
        for (var server : List.of("a1", "a2")) {
            rows.action(server, "a", "untold", "reboot", Instant.EPOCH, "[]");
        }
        jdbc.sql("update instance_action set document = '{}' where request_id = 'untold'")
                .update();
        var answer = post("/api/v1/quarantine/" + id("a1") + "/replay", operator("a"));

        assertThat(answer.getStatus().value()).isEqualTo(202);
        var location = String.valueOf(answer.getResponseHeaders().getFirst(HttpHeaders.LOCATION));
        assertThat(get(location, operator("a")).path("servers").asInt()).isEqualTo(1);
        assertThat(status(location, operator("b"))).isEqualTo(404);
        assertThat(due()).containsExactly("a1");
        assertThat(jdbc.sql("select server_id from server where rms_read_at is null")
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly("a1");
        assertThat(jdbc.sql("select server_id || ' ' || request_id from instance_action where not final")
                        .query((row, number) -> row.getString(1))
                        .list())
                .as("whose details are asked for again")
                .containsExactly("a1 untold");
        assertThat(get("/api/v1/quarantine", operator("a"))
                        .path("data")
                        .path(0)
                        .path("replayed_at")
                        .isString())
                .isTrue();
    }

    @Test
    void whatIsForeignOrUnknownOrOfNoServerIsNotReplayed() {
        assertThat(replay(id("b1"))).isEqualTo(404);
        assertThat(replay(UUID.randomUUID())).isEqualTo(404);
        assertThat(post("/api/v1/quarantine/x/replay", operator("a"))
                        .getStatus()
                        .value())
                .isEqualTo(404);
        var ofNobody = jdbc.sql("select id from quarantine where resource_id is null")
                .query((row, number) -> row.getObject(1, UUID.class))
                .single();
        assertThat(post("/api/v1/quarantine/" + ofNobody + "/replay", operator("*"))
                        .getStatus()
                        .value())
                .isEqualTo(409);
        assertThat(due()).isEmpty();
    }

    @Test
    void unknownParametersAreRefused() {
        assertThat(post("/api/v1/sync?colour=red", operator("*")).getStatus().value())
                .isEqualTo(400);
        assertThat(post("/api/v1/sync?server_id=!a1", operator("*")).getStatus().value())
                .isEqualTo(400);
        assertThat(status("/api/v1/quarantine?limit=0", operator("*"))).isEqualTo(400);
    }

    private int replay(UUID id) {
        return post("/api/v1/quarantine/" + id + "/replay", operator("a"))
                .getStatus()
                .value();
    }

    private UUID id(String resource) {
        return jdbc.sql("select id from quarantine where resource_id = ?")
                .param(resource)
                .query((row, number) -> row.getObject(1, UUID.class))
                .single();
    }

    private List<String> due() {
        return jdbc.sql(
                        "select server_id from server where ecs_due_at is not null and rms_due_at is not null order by 1")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static String operator(String project) {
        return ISSUER.token("changetrail.read changetrail.operate", List.of(project));
    }

    private int status(String uri, String token) {
        return new Walk(client(token)).status(uri);
    }

    private JsonNode get(String uri, String token) {
        return new Walk(client(token)).page(uri);
    }

    private EntityExchangeResult<String> post(String uri, String token) {
        var answer = client(token)
                .post()
                .uri(uri)
                .exchange()
                .expectBody(String.class)
                .returnResult();
        assertThat(JsonMapper.shared()
                        .readTree(String.valueOf(answer.getResponseBody()))
                        .isObject())
                .isTrue();
        return answer;
    }

    private WebTestClient client(String token) {
        return web.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }
}
