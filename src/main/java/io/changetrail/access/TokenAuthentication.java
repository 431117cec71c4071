package io.changetrail.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSecurityContextJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import io.changetrail.access.AccessProperties.Issuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerReactiveAuthenticationManagerResolver;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says how tokens are checked: pinned algorithms, issuer, audience, type, and times with at most a minute of skew. */
final class TokenAuthentication {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final String DEFAULT_AUDIENCE = "changetrail";

    private final AccessProperties access;
    private final OAuth2ResourceServerProperties.Jwt single;
    private final KeyFetch fetch = new KeyFetch();

    TokenAuthentication(AccessProperties access, OAuth2ResourceServerProperties.Jwt single) {
        this.access = access;
        this.single = single;
    }

    /** A token of an issuer that is not listed is refused without asking that issuer for anything. */
    ReactiveAuthenticationManagerResolver<ServerWebExchange> resolver() {
        if (access.issuers().isEmpty()) {
            var manager = single();
            return exchange -> Mono.just(manager);
        }
        Map<String, ReactiveAuthenticationManager> managers =
                access.issuers().stream().collect(Collectors.toMap(Issuer::issuer, this::manager));
        return new JwtIssuerReactiveAuthenticationManagerResolver(issuer -> Mono.justOrEmpty(managers.get(issuer)));
    }

    private ReactiveAuthenticationManager single() {
        var audiences = single.getAudiences().isEmpty() ? List.of(DEFAULT_AUDIENCE) : single.getAudiences();
        var issuer = single.getIssuerUri();
        var address = single.getJwkSetUri();
        var keys = address == null ? fetch.of(String.valueOf(issuer)) : fetch.at(address);
        return manager(keys, validator(issuer, audiences), new Callers(access.projectsClaim(), List.of()));
    }

    private ReactiveAuthenticationManager manager(Issuer issuer) {
        var claim = issuer.projectsClaim() == null ? access.projectsClaim() : issuer.projectsClaim();
        var validator = validator(issuer.issuer(), List.of(issuer.audience()));
        return manager(fetch.of(issuer.issuer()), validator, new Callers(claim, issuer.subjects()));
    }

    /** The issuer is first asked when its first token comes, so that it need not be up when we start. */
    private static ReactiveAuthenticationManager manager(
            Mono<JWKSet> keys, OAuth2TokenValidator<Jwt> validator, Callers callers) {
        var decoder = NimbusReactiveJwtDecoder.withJwkSource(new IssuerKeys(keys, System::nanoTime)::of)
                .validateType(false)
                .jwtProcessorCustomizer(processor -> processor.setJWSKeySelector(
                        new JWSVerificationKeySelector<>(IssuerKeys.ALGORITHMS, new JWKSecurityContextJWKSet())))
                .build();
        decoder.setJwtValidator(validator);
        var manager = new JwtReactiveAuthenticationManager(decoder);
        manager.setJwtAuthenticationConverter(callers);
        return token -> manager.authenticate(token).onErrorMap(IllegalStateException.class, TokenAuthentication::bare);
    }

    /** The decoder wraps what went wrong with the keys; that they cannot be had is not the caller's fault. */
    private static Throwable bare(IllegalStateException wrapped) {
        return wrapped.getCause() instanceof ErrorResponseException unavailable ? unavailable : wrapped;
    }

    private static OAuth2TokenValidator<Jwt> validator(@Nullable String issuer, List<String> audiences) {
        var type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        var validators = new ArrayList<OAuth2TokenValidator<Jwt>>(List.of(
                type,
                new JwtTimestampValidator(SKEW),
                new JwtClaimValidator<>(JwtClaimNames.EXP, expiry -> expiry != null),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, aud -> aud != null && aud.stream().anyMatch(audiences::contains))));
        if (issuer != null) {
            validators.add(new JwtIssuerValidator(issuer));
        }
        return new DelegatingOAuth2TokenValidator<>(validators);
    }
}
