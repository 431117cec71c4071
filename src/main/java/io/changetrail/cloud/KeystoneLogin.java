package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** One password login at IAM for one scope; a token comes in the header {@code X-Subject-Token} of a 201. */
final class KeystoneLogin {

    private static final String SERVICE = "iam";
    /** Where tokens are issued and looked at; without the catalog, which is long and which nobody here reads. */
    static final String PATH = "/v3/auth/tokens?nocatalog=true";

    private static final Duration LIFE_UNLESS_TOLD = Duration.ofHours(1);

    private final CloudUris uris;
    private final WebClient client;
    private final CloudAnswer answer;
    private final Credentials credentials;
    private final Duration deadline;
    private final Clock clock;

    KeystoneLogin(
            CloudUris uris,
            WebClient client,
            CloudAnswer answer,
            Credentials credentials,
            Duration deadline,
            Clock clock) {
        this.uris = uris;
        this.client = client;
        this.answer = answer;
        this.credentials = credentials;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** The body goes out as bytes because Spring's JSON encoder logs the objects that it is given. */
    Mono<IssuedToken> issue(CloudScope scope) {
        return client.post()
                .uri(uris.of(PATH))
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .bodyValue(CloudJson.MAPPER.writeValueAsBytes(question(scope)))
                .exchangeToMono(response ->
                        answer.read(response, 201).flatMap(good -> Mono.fromCallable(() -> issued(response, good))))
                .timeout(deadline)
                .onErrorMap(failure -> CloudCall.unanswered(SERVICE, failure));
    }

    private IssuedToken issued(ClientResponse response, CloudResponse good) {
        var token = response.headers().asHttpHeaders().getFirst("X-Subject-Token");
        if (token == null || token.isBlank()) {
            throw new CloudException(SERVICE, Kind.MALFORMED, Refusal.withStatus(201), null);
        }
        return new IssuedToken(token, clock.instant(), life(good.body().path("token")));
    }

    private static Duration life(JsonNode token) {
        try {
            var life = Duration.between(
                    CloudTimestamps.parse(token.path("issued_at").asString("")),
                    CloudTimestamps.parse(token.path("expires_at").asString("")));
            return life.isPositive() ? life : LIFE_UNLESS_TOLD;
        } catch (DateTimeException untold) {
            return LIFE_UNLESS_TOLD;
        }
    }

    private Map<String, Object> question(CloudScope scope) {
        var user = Map.of(
                "name", given(credentials.username()),
                "password", given(credentials.password()),
                "domain", Map.of("name", given(credentials.userDomainName())));
        var identity = Map.of("methods", List.of("password"), "password", Map.of("user", user));
        return Map.of("auth", Map.of("identity", identity, "scope", Map.of(name(scope), Map.of("id", scope.id()))));
    }

    private static String name(CloudScope scope) {
        return switch (scope) {
            case CloudScope.Project project -> "project";
            case CloudScope.Domain domain -> "domain";
        };
    }

    private static String given(@Nullable String checkedAtStart) {
        return Objects.requireNonNull(checkedAtStart);
    }
}
