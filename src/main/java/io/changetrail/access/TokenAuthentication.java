package io.changetrail.access;

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
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerReactiveAuthenticationManagerResolver;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says how tokens are checked: pinned algorithms, issuer, audience, type, and times with at most a minute of skew. */
final class TokenAuthentication {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final String DEFAULT_AUDIENCE = "changetrail";

    private final AccessProperties access;
    private final OAuth2ResourceServerProperties.Jwt single;

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
        var keys = single.getJwkSetUri();
        var validator = validator(issuer, audiences);
        var decoder = keys == null
                ? discovered(String.valueOf(issuer), validator)
                : decoder(NimbusReactiveJwtDecoder.withJwkSetUri(keys), validator);
        return manager(decoder, new Callers(access.projectsClaim(), List.of()));
    }

    private ReactiveAuthenticationManager manager(Issuer issuer) {
        var claim = issuer.projectsClaim() == null ? access.projectsClaim() : issuer.projectsClaim();
        var validator = validator(issuer.issuer(), List.of(issuer.audience()));
        return manager(discovered(issuer.issuer(), validator), new Callers(claim, issuer.subjects()));
    }

    private static ReactiveAuthenticationManager manager(ReactiveJwtDecoder decoder, Callers callers) {
        var manager = new JwtReactiveAuthenticationManager(decoder);
        manager.setJwtAuthenticationConverter(callers);
        return manager;
    }

    /** The issuer is first asked when its first token comes, so that it need not be up when we start. */
    private static ReactiveJwtDecoder discovered(String issuer, OAuth2TokenValidator<Jwt> validator) {
        return new SupplierReactiveJwtDecoder(
                () -> decoder(NimbusReactiveJwtDecoder.withIssuerLocation(issuer), validator));
    }

    private static ReactiveJwtDecoder decoder(
            NimbusReactiveJwtDecoder.JwkSetUriReactiveJwtDecoderBuilder builder, OAuth2TokenValidator<Jwt> validator) {
        var decoder = builder.jwsAlgorithms(algorithms -> {
                    algorithms.clear();
                    algorithms.add(SignatureAlgorithm.RS256);
                    algorithms.add(SignatureAlgorithm.ES256);
                })
                .validateType(false)
                .build();
        decoder.setJwtValidator(validator);
        return decoder;
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
