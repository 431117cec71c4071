package io.changetrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.changetrail.support.PlainClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tokens as Kubernetes projects them into pods: no scope, no projects, a list of audiences. */
@WithTokens
class ServiceAccountTests {

    private final PlainClient client;

    ServiceAccountTests(@LocalServerPort int port) {
        this.client = new PlainClient(port);
    }

    @Test
    void theNamedAccountMayWhatTheSettingsSay() {
        assertThat(status("/api/v1/servers", account(claims -> {}))).isEqualTo(200);
        assertThat(status("/api/v1/quarantine", account(claims -> {}))).isEqualTo(403);
        var seen = client.get("/api/v1/coverage", account(claims -> {})).json().path("data");
        assertThat(seen.valueStream().map(row -> row.path("scope").asString())).containsOnly("project-a");
    }

    @Test
    void whatItsTokenClaimsByItselfDoesNotCount() {
        var token = account(
                claims -> claims.claim("scope", "changetrail.operate").claim("changetrail_projects", List.of("*")));
        assertThat(status("/api/v1/quarantine", token)).isEqualTo(403);
        assertThat(client.get("/api/v1/coverage", token).body())
                .contains("project-a")
                .doesNotContain("project-b");
    }

    @Test
    void otherAccountsAudiencesAndTokensWithoutEndAreRefused() {
        assertThat(status(
                        "/api/v1/servers", account(claims -> claims.subject("system:serviceaccount:other:dashboard"))))
                .isEqualTo(401);
        assertThat(status("/api/v1/servers", account(claims -> claims.audience("https://kubernetes.default.svc"))))
                .isEqualTo(401);
        assertThat(status("/api/v1/servers", account(claims -> claims.expirationTime(null))))
                .isEqualTo(401);
    }

    private int status(String path, String token) {
        return client.get(path, token).status();
    }

    private static String account(Consumer<JWTClaimsSet.Builder> change) {
        return Issuers.CLUSTER.signed(header -> header, claims -> {
            claims.subject(Issuers.ACCOUNT)
                    .audience(List.of("changetrail", "vault"))
                    .claim("scope", null)
                    .claim("changetrail_projects", null)
                    .claim("kubernetes.io", Map.of("namespace", "watch"));
            change.accept(claims);
        });
    }
}
