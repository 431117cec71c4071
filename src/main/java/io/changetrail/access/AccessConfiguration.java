package io.changetrail.access;

import io.changetrail.access.AccessProperties.Mode;
import io.changetrail.access.Allowance.Bounds;
import io.changetrail.cloud.CloudProperties;
import io.changetrail.cloud.TokenCheck;
import io.changetrail.settings.MadeOnce;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AllAuthoritiesReactiveAuthorizationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

/** Closes every path but the few that hold no data; new paths are closed until they are named here. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class AccessConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AccessConfiguration.class);

    private static final String[] WITHOUT_TOKEN = {"/livez", "/readyz", "/", "/index.html", "/assets/**"};

    private static final String[] FOR_OPERATORS = {"/api/v1/sync/**", "/api/v1/quarantine/**"};

    private static final String[] DOCUMENTATION = {
        "/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/**", "/swagger-ui.html", "/swagger-ui/**", "/webjars/**"
    };

    @Bean
    SecurityWebFilterChain accessRules(
            ServerHttpSecurity http, AccessProperties access, ObjectProvider<ArchiveTokens> tokens, Bounds bounds) {
        http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(AccessConfiguration::rules)
                .addFilterBefore(new AskingCaller(), SecurityWebFiltersOrder.AUTHORIZATION)
                .addFilterBefore(new CallerLimits(bounds, System::nanoTime), SecurityWebFiltersOrder.AUTHORIZATION)
                .addFilterBefore(new NoBodies(), SecurityWebFiltersOrder.AUTHORIZATION)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(unauthorized()).accessDeniedHandler(forbidden()));
        if (access.mode() == Mode.OPEN) {
            warn(access);
            http.anonymous(anyone -> anyone.principal(Caller.ANYONE)
                    .authorities(Role.READ.scope(), Role.AUDIT.scope(), Role.OPERATE.scope()));
        } else {
            http.oauth2ResourceServer(server -> server.bearerTokenConverter(tokens.getObject())
                    .authenticationManagerResolver(tokens.getObject())
                    .authenticationEntryPoint(unauthorized())
                    .accessDeniedHandler(forbidden()));
        }
        return http.build();
    }

    /** Each request is observed once, as a whole; to time each filter of it would take longer than the filter. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    ArchiveTokens archiveTokens(
            AccessProperties access,
            OAuth2ResourceServerProperties resourceServer,
            CloudProperties cloud,
            ObjectProvider<TokenCheck> iam,
            Clock clock) {
        var single = resourceServer.getJwt();
        AccessChecks.check(access, single.getIssuerUri() != null || single.getJwkSetUri() != null);
        var check = iam.getIfAvailable();
        return new ArchiveTokens(
                ServerWebExchangeMatchers.pathMatchers(WITHOUT_TOKEN),
                new TokenAuthentication(access, single).resolver(),
                check == null ? null : new KeystoneCallers(check, cloud.domainId(), clock, System::nanoTime));
    }

    @Bean
    Bounds callerBounds() {
        return Bounds.USUAL;
    }

    @Bean
    SlowClients slowClients() {
        return SlowClients.USUAL;
    }

    @Bean
    ReadAudit readAudit() {
        var withoutToken = ServerWebExchangeMatchers.matchers(
                ServerWebExchangeMatchers.pathMatchers(WITHOUT_TOKEN), EndpointRequest.toAnyEndpoint());
        return new ReadAudit(withoutToken, System::nanoTime);
    }

    @Bean
    CursorSeal cursorSeal(AccessProperties access, MadeOnce madeOnce) {
        return new CursorSeal(access.cursorKey(), madeOnce);
    }

    /** What the firewall refuses, such as control characters in a path, is answered like any other bad request. */
    @Bean
    ServerExchangeRejectedHandler refusals() {
        return (exchange, reason) -> Mono.error(new ErrorResponseException(HttpStatus.BAD_REQUEST));
    }

    private static void rules(AuthorizeExchangeSpec paths) {
        paths.matchers(EndpointRequest.toAnyEndpoint())
                .permitAll()
                .pathMatchers(WITHOUT_TOKEN)
                .permitAll()
                .pathMatchers(DOCUMENTATION)
                .hasAnyAuthority(Role.READ.scope(), Role.AUDIT.scope(), Role.OPERATE.scope())
                .pathMatchers(HttpMethod.POST, FOR_OPERATORS)
                .hasAuthority(Role.OPERATE.scope())
                .pathMatchers(FOR_OPERATORS)
                .access(AllAuthoritiesReactiveAuthorizationManager.hasAllAuthorities(
                        Role.READ.scope(), Role.OPERATE.scope()))
                .anyExchange()
                .hasAuthority(Role.READ.scope());
    }

    private static ServerAuthenticationEntryPoint unauthorized() {
        return (exchange, reason) -> {
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            return Mono.error(new ErrorResponseException(HttpStatus.UNAUTHORIZED));
        };
    }

    private static ServerAccessDeniedHandler forbidden() {
        return (exchange, reason) -> Mono.error(new ErrorResponseException(HttpStatus.FORBIDDEN));
    }

    private static void warn(AccessProperties access) {
        log.warn(
                "Open mode: every caller has all roles and sees all projects{}",
                access.openBeyondLoopback() ? ", and this is reachable beyond loopback" : "");
    }
}
