package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import java.time.DateTimeException;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Asks IAM about a token that somebody else brought. The token vouches for itself ({@code GET /v3/auth/tokens} lets every
 * token be looked at with itself), so that our own credentials neither have to be allowed to do it nor take part in it.
 */
public final class TokenCheck {

    private static final String SERVICE = "iam";
    private static final Set<Kind> NO_TOKEN =
            Set.of(Kind.UNAUTHORIZED, Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.BAD_REQUEST);

    private final CloudUris uris;
    private final WebClient client;
    private final CloudAnswer answer;
    private final CallLimits limits;

    TokenCheck(CloudUris uris, WebClient client, CloudAnswer answer, CallLimits limits) {
        this.uris = uris;
        this.client = client;
        this.answer = answer;
        this.limits = limits;
    }

    /** Empty if it is no valid token; an error if IAM does not say. */
    public Mono<TokenHolder> check(String token) {
        return client.get()
                .uri(uris.of(KeystoneLogin.PATH))
                .accept(MediaType.APPLICATION_JSON)
                .header("X-Auth-Token", token)
                .header("X-Subject-Token", token)
                .exchangeToMono(answer::read)
                .map(good -> holder(good.body().path("token")))
                .timeout(limits.connect())
                .onErrorMap(failure -> CloudCall.unanswered(SERVICE, failure))
                .onErrorResume(
                        CloudException.class,
                        refused -> NO_TOKEN.contains(refused.kind()) ? Mono.empty() : Mono.error(refused));
    }

    private static TokenHolder holder(JsonNode token) {
        var project = token.path("project").path("id").asString("");
        var domain = token.path("domain").path("id").asString("");
        try {
            return new TokenHolder(
                    token.path("user").path("id").asString(""),
                    project.isEmpty() ? null : project,
                    domain.isEmpty() ? null : domain,
                    CloudTimestamps.parse(token.path("expires_at").asString("")));
        } catch (DateTimeException undated) {
            throw CloudException.unanswered(SERVICE, Kind.MALFORMED, undated);
        }
    }
}
