package io.changetrail.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Where tokens are looked for: in {@code Authorization}, and on the paths that speak as the upstreams do in
 * {@code X-Auth-Token} first, where one that is not of our form is Keystone's.
 */
final class ArchiveTokens
        implements ServerAuthenticationConverter, ReactiveAuthenticationManagerResolver<ServerWebExchange> {

    private static final Pattern OURS = Pattern.compile("eyJ[\\w-]*\\.[\\w-]*\\.[\\w-]*");
    private static final Pattern WORD = Pattern.compile("[!-~]+");

    private final ServerWebExchangeMatcher withoutToken;
    private final ServerWebExchangeMatcher archive =
            ServerWebExchangeMatchers.pathMatchers("/v2.1/**", "/v2/**", "/v1/resource-manager/**");
    private final ServerAuthenticationConverter bearer = new ServerBearerTokenAuthenticationConverter();
    private final ReactiveAuthenticationManagerResolver<ServerWebExchange> ours;
    private final @Nullable KeystoneCallers keystone;

    /**
     * @param withoutToken where nobody needs a token: none is looked for there, so that a bad one does no harm
     * @param keystone null where no IAM is configured: then only tokens of ours are good
     */
    ArchiveTokens(
            ServerWebExchangeMatcher withoutToken,
            ReactiveAuthenticationManagerResolver<ServerWebExchange> ours,
            @Nullable KeystoneCallers keystone) {
        this.withoutToken = withoutToken;
        this.ours = ours;
        this.keystone = keystone;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        return withoutToken
                .matches(exchange)
                .flatMap(open -> open.isMatch() ? Mono.empty() : archive.matches(exchange))
                .flatMap(match -> brought(exchange, match.isMatch()));
    }

    private Mono<Authentication> brought(ServerWebExchange exchange, boolean ofArchive) {
        OneCredential.check(exchange.getRequest(), ofArchive);
        var text = exchange.getRequest().getHeaders().getFirst(OneCredential.X_AUTH_TOKEN);
        return text == null || !ofArchive ? bearer.convert(exchange) : token(text.strip());
    }

    @Override
    public Mono<ReactiveAuthenticationManager> resolve(ServerWebExchange exchange) {
        return ours.resolve(exchange)
                .map(jwt -> token -> token instanceof KeystoneToken
                        ? Mono.justOrEmpty(keystone)
                                .switchIfEmpty(Mono.error(ArchiveTokens::refused))
                                .flatMap(known -> known.authenticate(token))
                        : jwt.authenticate(token));
    }

    private static Mono<Authentication> token(String text) {
        if (!WORD.matcher(text).matches()) {
            return Mono.error(refused());
        }
        return Mono.just(
                OURS.matcher(text).matches() ? new BearerTokenAuthenticationToken(text) : new KeystoneToken(text));
    }

    private static InvalidBearerTokenException refused() {
        return new InvalidBearerTokenException("No token that is good here");
    }

    /** One that only IAM can read. */
    private static final class KeystoneToken extends BearerTokenAuthenticationToken {

        private static final long serialVersionUID = 1;

        KeystoneToken(String token) {
            super(token);
        }
    }
}
