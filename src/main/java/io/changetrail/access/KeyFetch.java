package io.changetrail.access;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks issuers for their keys: addresses come from the settings and the issuer's own metadata, never from a token. */
final class KeyFetch {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Follows no redirect; an answer beyond Spring's usual 256 KB is refused. */
    private final WebClient client = WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(HttpClient.create().followRedirect(false)))
            .build();

    Mono<JWKSet> at(String address) {
        return text(address).handle((body, sink) -> {
            try {
                sink.next(JWKSet.parse(body));
            } catch (ParseException unreadable) {
                sink.error(new IllegalStateException("What " + address + " answers is no key set", unreadable));
            }
        });
    }

    /** By the issuer's metadata (OpenID Connect Discovery, else RFC 8414), which must name that very issuer. */
    Mono<JWKSet> of(String issuer) {
        return Flux.fromIterable(metadata(issuer))
                .concatMap(address -> text(address)
                        .map(JSON::readTree)
                        .filter(found -> issuer.equals(found.path("issuer").asString(""))
                                && found.path("jwks_uri").isString())
                        .onErrorResume(elsewhere -> Mono.empty()))
                .next()
                .switchIfEmpty(
                        Mono.error(() -> new IllegalStateException(issuer + " publishes no metadata of its own")))
                .map(found -> string(found, "jwks_uri"))
                .flatMap(this::at);
    }

    private static List<String> metadata(String issuer) {
        var uri = URI.create(issuer);
        var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        var host = uri.getScheme() + "://" + uri.getRawAuthority();
        return List.of(
                host + path + "/.well-known/openid-configuration",
                host + "/.well-known/oauth-authorization-server" + path);
    }

    private Mono<String> text(String address) {
        return client.get()
                .uri(URI.create(address))
                .retrieve()
                .bodyToMono(String.class)
                .timeout(PATIENCE);
    }

    private static String string(JsonNode found, String name) {
        return found.path(name).stringValue();
    }
}
