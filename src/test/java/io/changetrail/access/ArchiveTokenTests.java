package io.changetrail.access;

import static io.changetrail.access.Issuers.CLOUD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changetrail.cloud.TokenCheck;
import io.changetrail.simulation.Fault;
import io.changetrail.support.PlainClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.ErrorResponseException;

/** What {@code X-Auth-Token} may hold on the paths that speak as the upstreams do. */
@WithTokens
class ArchiveTokenTests {

    private static final String ACTIONS = "/v2.1/servers/nobody/os-instance-actions";
    private static final String HISTORY = "/v1/resource-manager/domains/x/resources/nobody/history";
    private static final String HEADER = "X-Auth-Token";
    private static final String OF_PROJECT = "{\"project\": {\"id\": \"" + Issuers.projectId() + "\"}}";
    private static final String OF_DOMAIN = "{\"domain\": {\"id\": \"" + Issuers.domainId() + "\"}}";

    private final PlainClient client;
    private final TokenCheck iam;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final AtomicLong nanoTime = new AtomicLong();
    private final KeystoneCallers callers;

    ArchiveTokenTests(@LocalServerPort int port, @Autowired TokenCheck iam) {
        this.client = new PlainClient(port);
        this.iam = iam;
        this.callers = callers(Issuers.domainId());
    }

    @Test
    void aProjectsTokenReadsThatProjectAndADomainsAllThatIsWatched() {
        assertThat(caller(login(OF_PROJECT)))
                .returns(Set.of(Issuers.projectId()), Caller::projects)
                .returns(Set.of(Role.READ), Caller::roles);
        assertThat(caller(login(OF_DOMAIN))).returns(null, Caller::projects).returns(Set.of(Role.READ), Caller::roles);
    }

    @Test
    void aTokenForNothingOrForAnotherDomainIsRefused() {
        assertRefused(callers, login(""));
        assertRefused(callers("another"), login(OF_DOMAIN));
    }

    @Test
    void bothKindsOfTokensAreGoodThereAndOnlyThere() {
        var ours = Issuers.token("archive", "changetrail.read", "*");
        var keystones = login(OF_PROJECT);
        for (var path : List.of(ACTIONS, "/v2/servers", HISTORY)) {
            assertThat(status(path, HEADER, ours)).isEqualTo(404);
            assertThat(status(path, HEADER, keystones)).isEqualTo(404);
            assertThat(status(path, "Authorization", "Bearer " + ours)).isEqualTo(404);
            assertThat(status(path, "Authorization", "Bearer " + keystones)).isEqualTo(401);
            assertThat(status(path, HEADER, "garbage")).isEqualTo(401);
            assertThat(status(path, HEADER, "")).isEqualTo(401);
            assertThat(status(path, HEADER, "sp ace")).isEqualTo(401);
        }
        assertThat(status("/api/v1/servers", HEADER, ours)).isEqualTo(401);
        assertThat(status("/api/v1/servers", HEADER, keystones)).isEqualTo(401);
    }

    @Test
    void whoTheCallerSaysToBeDoesNotCount() {
        var claimed =
                Stream.of("X-Project-Id", "p", "X-Roles", "admin", "X-User-Id", "u", "X-Identity-Status", "Confirmed");
        assertThat(client.ask("GET", ACTIONS, claimed.toArray(String[]::new)).status())
                .isEqualTo(401);
    }

    @Test
    void iamIsAskedOnceForATokenThatManyBring() throws Exception {
        var token = login(OF_PROJECT);
        var before = CLOUD.served("auth/tokens");
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Integer> call = () -> status(ACTIONS, HEADER, token);
            for (var answer :
                    threads.invokeAll(Stream.generate(() -> call).limit(40).toList())) {
                assertThat(answer.get()).isEqualTo(404);
            }
        }
        assertThat(CLOUD.served("auth/tokens") - before).isEqualTo(1);
    }

    @Test
    void aRefusalIsKeptTooAndARevokedTokenIsRefusedWithinAMinute() {
        var token = login(OF_PROJECT);
        caller(token);
        CLOUD.revokeTokens();
        caller(token);
        now.updateAndGet(time -> time.plus(KeystoneCallers.KEPT));
        var before = CLOUD.served("auth/tokens");
        assertRefused(callers, token);
        assertRefused(callers, token);
        assertThat(CLOUD.served("auth/tokens") - before).isEqualTo(1);
    }

    @Test
    void aSilentIamIsNoRefusalAndNoWelcome() {
        var token = login(OF_PROJECT);
        CLOUD.faults()
                .add(new Fault("away", Fault.service("iam"), Fault.reply(Fault.gateway(503, "APIG.0201", "away")), 1));
        var answer = client.ask("GET", ACTIONS, HEADER, token);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(status(ACTIONS, HEADER, token)).isEqualTo(404);
    }

    @Test
    void iamIsNotAskedAsFastAsTokensCanBeThoughtUp() {
        var good = login(OF_PROJECT);
        caller(good);
        for (int i = 1; i < KeystoneCallers.QUESTIONS.burst(); i++) {
            assertRefused(callers, "thought-up-" + i);
        }
        var before = CLOUD.served("auth/tokens");
        assertThatThrownBy(() -> caller("one-more")).isInstanceOfSatisfying(ErrorResponseException.class, unknown -> {
            assertThat(unknown.getStatusCode().value()).isEqualTo(503);
            assertThat(unknown.getHeaders().getFirst("Retry-After")).matches("[1-9][0-9]*");
        });
        assertThat(CLOUD.served("auth/tokens")).isEqualTo(before);
        assertThat(caller(good).projects()).containsExactly(Issuers.projectId());
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertRefused(callers, "one-more");
    }

    @Test
    void refusalsDriveOutNoGoodToken() {
        var known = new KnownTokens(3);
        var until = Instant.MAX;
        known.keep("good", Optional.of(Caller.ANYONE), until);
        Stream.of("a", "b", "c", "d").forEach(hash -> known.keep(hash, Optional.empty(), until));

        assertThat(known.find("good", Instant.EPOCH)).contains(Caller.ANYONE);
        assertThat(known.find("a", Instant.EPOCH)).isNull();
        assertThat(known.find("d", Instant.EPOCH)).isEmpty();
        known.keep("good", Optional.empty(), until);
        assertThat(known.find("good", Instant.EPOCH)).isEmpty();
    }

    @Test
    void aRequestBringsOneToken() {
        var ours = "Bearer " + Issuers.token("one credential", "changetrail.read", "*");
        var api = "/api/v1/servers";
        assertThat(status(api, "Authorization", ours)).isEqualTo(200);
        for (var path : List.of(api, ACTIONS)) {
            assertOneCredential(path, "Authorization", ours, "Authorization", ours);
            assertOneCredential(path, "Authorization", ours, "Authorization", "Basic eDp5");
            assertOneCredential(path, HEADER, "one", HEADER, "another");
            assertOneCredential(path + "?access_token=x");
            assertOneCredential(path + "?access_token=x", "Authorization", ours);
        }
        assertOneCredential(api, "Authorization", ours, HEADER, "another");
        assertThat(status(ACTIONS, "Authorization", ours, HEADER, ours.substring("Bearer ".length())))
                .isEqualTo(404);
    }

    @Test
    void aBadTokenDoesNoHarmWhereNoneIsNeeded() {
        for (var path : List.of("/livez", "/readyz")) {
            assertThat(status(path, "Authorization", "Bearer garbage")).isEqualTo(200);
            assertThat(status(path, "Authorization", "a", "Authorization", "b")).isEqualTo(200);
        }
    }

    private void assertOneCredential(String target, String... headers) {
        var answer = client.ask("GET", target, headers);
        assertThat(answer.status()).as(target).isEqualTo(400);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_request\"");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:changetrail:problem:one-credential");
    }

    private void assertRefused(KeystoneCallers by, String token) {
        assertThatThrownBy(() -> by.authenticate(new BearerTokenAuthenticationToken(token))
                        .block())
                .isInstanceOf(InvalidBearerTokenException.class);
    }

    private Caller caller(String token) {
        var found =
                callers.authenticate(new BearerTokenAuthenticationToken(token)).block();
        return (Caller) Objects.requireNonNull(Objects.requireNonNull(found).getPrincipal());
    }

    private KeystoneCallers callers(String domainId) {
        InstantSource source = () -> Objects.requireNonNull(now.get());
        return new KeystoneCallers(iam, domainId, source.withZone(ZoneOffset.UTC), nanoTime::get);
    }

    private int status(String path, String... headers) {
        return client.ask("GET", path, headers).status();
    }

    private static String login(String scope) {
        var environment = CLOUD.environment();
        var body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s", "password": "%s",
                 "domain": {"name": "%s"}}}}%s}}
                """.formatted(
                        environment.get("CHANGETRAIL_CLOUD_CREDENTIALS_USERNAME"),
                        environment.get("CHANGETRAIL_CLOUD_CREDENTIALS_PASSWORD"),
                        environment.get("CHANGETRAIL_CLOUD_CREDENTIALS_USER_DOMAIN_NAME"),
                        scope.isEmpty() ? "" : ", \"scope\": " + scope);
        var request = HttpRequest.newBuilder(URI.create(CLOUD.endpoint("iam") + "/v3/auth/tokens"))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.headers().firstValue("X-Subject-Token").orElseThrow();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
