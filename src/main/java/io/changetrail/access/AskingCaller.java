package io.changetrail.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Remembers with the request who was found to be asking, for what is done outside of the security context. */
final class AskingCaller implements WebFilter {

    private static final String ATTRIBUTE = AskingCaller.class.getName();

    /** Null before anybody was found. */
    static @Nullable Caller of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .mapNotNull(Authentication::getPrincipal)
                .ofType(Caller.class)
                .doOnNext(caller -> exchange.getAttributes().put(ATTRIBUTE, caller))
                .then(chain.filter(exchange));
    }
}
