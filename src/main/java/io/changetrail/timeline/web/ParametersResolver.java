package io.changetrail.timeline.web;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Gives a controller its {@link Parameters}; reads the clock once, so that all of a request has the same now. */
final class ParametersResolver implements SyncHandlerMethodArgumentResolver {

    private final Clock clock;

    ParametersResolver(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Parameters.class;
    }

    @Override
    public Parameters resolveArgumentValue(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        var accepts = parameter.getMethodAnnotation(Accepts.class);
        Set<String> allowed = accepts == null
                ? Set.of()
                : Arrays.stream(accepts.value()).map(Accepted::parameter).collect(Collectors.toSet());
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Parameters(exchange.getRequest().getQueryParams(), allowed, now);
    }
}
