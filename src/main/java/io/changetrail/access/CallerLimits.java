package io.changetrail.access;

import io.changetrail.access.Allowance.Bounds;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.ConcurrentLruCache;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Keeps one caller from taking what all callers share; says when to come back. Callers of {@code open} mode are all one. */
final class CallerLimits implements WebFilter {

    private static final int CALLERS = 10_000;

    private final LongSupplier nanoTime;
    private final ConcurrentLruCache<String, Allowance> allowances;

    CallerLimits(Bounds bounds, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.allowances = new ConcurrentLruCache<>(CALLERS, caller -> new Allowance(bounds, nanoTime.getAsLong()));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var caller = AskingCaller.of(exchange);
        return caller == null || caller.isAnyone() ? chain.filter(exchange) : limited(caller, exchange, chain);
    }

    private Mono<Void> limited(Caller caller, ServerWebExchange exchange, WebFilterChain chain) {
        var allowance = allowances.get(caller.name());
        var wait = allowance.enter(nanoTime.getAsLong());
        return wait.isZero() ? chain.filter(exchange).doFinally(end -> allowance.leave()) : Mono.error(tooMany(wait));
    }

    private static ErrorResponseException tooMany(Duration wait) {
        var problem = ProblemDetail.forStatus(HttpStatus.TOO_MANY_REQUESTS);
        problem.setType(URI.create("urn:changetrail:problem:too-many-requests"));
        problem.setTitle("Too many requests");
        problem.setDetail("You ask faster, or more at once, than one caller may.");
        var refusal = new ErrorResponseException(HttpStatus.TOO_MANY_REQUESTS, problem, null);
        refusal.getHeaders()
                .set(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        return refusal;
    }
}
