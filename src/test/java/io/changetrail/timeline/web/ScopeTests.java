package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.changetrail.access.TokenIssuer;
import io.changetrail.support.ServingOnly;
import io.changetrail.timeline.StoredRows;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Two tenants with twin data, and tokens good and bad. */
@ServingOnly
@AutoConfigureWebTestClient(timeout = "30s")
class ScopeTests {

    private static final TokenIssuer ISSUER = new TokenIssuer();
    private static final String WINDOW = "since=2024-01-20T00:00:00Z&until=2024-02-01T00:00:00Z";

    private final WebTestClient web;
    private final LinkedServer mine;
    private final LinkedServer theirs;

    ScopeTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.web = web;
        var rows = new StoredRows(jdbc);
        rows.clear();
        this.mine = LinkedServer.store(rows, "mine", "project-a");
        this.theirs = LinkedServer.store(rows, "theirs", "project-b");
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
    void aTenantSeesItsOwnAndNothingElse() {
        var walk = as(reader("project-a"));

        assertThat(walk.ids("/api/v1/timeline?" + WINDOW))
                .hasSize(4)
                .contains(mine.change().toString());
        assertThat(walk.page("/api/v1/servers").path("data").size()).isEqualTo(1);
        assertThat(walk.page("/api/v1/servers/mine").path("server_id").asString())
                .isEqualTo("mine");
        assertThat(walk.page("/api/v1/coverage")
                        .path("data")
                        .path(0)
                        .path("scope")
                        .asString())
                .isEqualTo("project-a");
    }

    @Test
    void whatIsForeignAnswersAsWhatIsUnknown() {
        var walk = as(reader("project-a"));

        for (var uri : List.of(
                "/api/v1/servers/theirs",
                "/api/v1/servers/theirs/timeline",
                "/api/v1/servers/theirs/state",
                "/api/v1/servers/theirs/blame",
                "/api/v1/servers/theirs/diff?from=now-1h",
                "/api/v1/requests/req-resize-theirs",
                "/api/v1/changes/" + theirs.change())) {
            assertThat(body(uri)).isEqualTo(body("/api/v1/servers/nobody"));
        }
        for (var query : List.of(
                "project_id=project-b", "server_id=theirs", "request_id=req-resize-theirs", "project_id=!project-a")) {
            assertThat(walk.ids("/api/v1/timeline?" + query + "&" + WINDOW)).isEmpty();
        }
        assertThat(walk.page("/api/v1/servers?project_id=project-b")
                        .path("data")
                        .isEmpty())
                .isTrue();
        assertThat(walk.page("/api/v1/servers?q=theirs").path("data").isEmpty()).isTrue();
    }

    @Test
    void aCursorOfAnotherScopeIsRefused() {
        var cursor = as(reader("*"))
                .page("/api/v1/timeline?limit=1&" + WINDOW)
                .path("page")
                .path("next_cursor")
                .asString();

        assertThat(as(reader("project-a")).status("/api/v1/timeline?limit=1&" + WINDOW + "&cursor=" + cursor))
                .isEqualTo(400);
    }

    @Test
    void onlyAuditorsSeeTracebacksAndDocuments() {
        var reader = as(reader("project-a"));
        var auditor = as(ISSUER.token("changetrail.read changetrail.audit", List.of("project-a")));
        var timeline = "/api/v1/servers/mine/timeline?kind=action";

        assertThat(reader.page(timeline).toString()).doesNotContain("traceback");
        assertThat(auditor.page(timeline).toString()).contains("Traceback of compute_stop");
        assertThat(reader.status(timeline + "&include=raw")).isEqualTo(403);
        assertThat(auditor.page(timeline + "&include=raw")
                        .path("data")
                        .path(0)
                        .path("raw")
                        .path("events")
                        .size())
                .isEqualTo(1);
        assertThat(reader.page("/api/v1/changes/" + mine.change()).has("raw")).isFalse();
        assertThat(auditor.page("/api/v1/changes/" + mine.change()).has("raw")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/servers",
                "/api/v1/timeline",
                "/api/v1/coverage",
                "/v3/api-docs",
                "/swagger-ui.html",
                "/error",
                "/api/v1/nothing",
                "/actuator/env",
                "/actuator/health",
                "/v2.1"
            })
    void withoutAGoodTokenEverythingIsClosed(String path) {
        web.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer");
        assertThat(as("garbage").status(path)).isEqualTo(401);
    }

    @Test
    void probesNeedNoToken() {
        assertThat(new Walk(web).statusOfPlain("/livez")).isEqualTo(200);
        assertThat(new Walk(web).statusOfPlain("/readyz")).isEqualTo(200);
    }

    @Test
    void rolesDoNotNest() {
        assertThat(as(ISSUER.token("changetrail.audit changetrail.operate", List.of("*")))
                        .status("/api/v1/servers"))
                .isEqualTo(403);
        assertThat(as(ISSUER.token("openid", List.of("*"))).status("/v3/api-docs"))
                .isEqualTo(403);
        assertThat(as(ISSUER.token("", List.of("*"), claims -> claims.claim("scp", List.of("changetrail.read"))))
                        .status("/api/v1/servers"))
                .isEqualTo(200);
    }

    static Stream<Consumer<JWTClaimsSet.Builder>> wrongClaims() {
        return Stream.of(
                claims -> claims.audience("another"),
                claims -> claims.audience((String) null),
                claims -> claims.issuer(ISSUER.issuer() + "/"),
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(90))),
                claims -> claims.expirationTime(null),
                claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(90))));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void aTokenWithAWrongClaimIsRefused(Consumer<JWTClaimsSet.Builder> change) {
        assertThat(as(ISSUER.token("changetrail.read", List.of("*"), change)).status("/api/v1/servers"))
                .isEqualTo(401);
    }

    @Test
    void aForgedTokenOrOneOfAnotherTypeIsRefused() {
        assertThat(as(ISSUER.forged("changetrail.read", List.of("*"))).status("/api/v1/servers"))
                .isEqualTo(401);
        assertThat(as(ISSUER.tokenOfType("dpop+jwt", "changetrail.read", List.of("*")))
                        .status("/api/v1/servers"))
                .isEqualTo(401);
        assertThat(as(ISSUER.tokenOfType("at+jwt", "changetrail.read", List.of("*")))
                        .status("/api/v1/servers"))
                .isEqualTo(200);
    }

    private String body(String uri) {
        return String.valueOf(client(reader("project-a"))
                        .get()
                        .uri(uri)
                        .exchange()
                        .expectStatus()
                        .isNotFound()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .replaceAll("\"trace_id\":\"[0-9a-f]+\"", "");
    }

    private static String reader(String project) {
        return ISSUER.token("changetrail.read", List.of(project));
    }

    private Walk as(String token) {
        return new Walk(client(token));
    }

    private WebTestClient client(String token) {
        return web.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }
}
