package io.changetrail.cloud;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetricsPublisher;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetricsPublisher;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The one place that says in which order a service's calls are limited, retried and given up; one instance per service. */
final class Resilience {

    private static final Logger log = LoggerFactory.getLogger(Resilience.class);
    private static final int JUDGED_CALLS = 20;
    private static final int FEWEST_JUDGED_CALLS = 10;
    private static final int TRIAL_CALLS = 3;

    /** So high that one server whose answers are bad does not keep the others from being read. */
    private static final float MOSTLY_FAILING_PERCENT = 80;

    private final String service;
    private final Budget budget;
    private final Retry retry;
    private final CircuitBreaker breaker;

    Resilience(String service, Budget budget, CallLimits limits, RetryDelay delay, Clock clock, MeterRegistry meters) {
        this.service = service;
        this.budget = budget;
        this.retry = Retry.of(service, retryConfig(limits, delay));
        this.breaker = CircuitBreaker.of(service, breakerConfig(limits, clock));
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn("{}: circuit {}", service, event.getStateTransition()));
        new TaggedRetryMetricsPublisher(meters).publishMetrics(retry);
        new TaggedCircuitBreakerMetricsPublisher(meters).publishMetrics(breaker);
    }

    /** From the outside in: a place among the concurrent calls, kept over retries; breaker; retry; rate; one attempt. */
    <T> Mono<T> guard(Mono<T> attempt) {
        var limited = budget.paced(attempt)
                .transformDeferred(RetryOperator.of(retry))
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(
                        CallNotPermittedException.class,
                        refused -> CloudException.unanswered(service, CloudException.Kind.UNAVAILABLE, refused));
        return budget.within(limited);
    }

    private static boolean retryable(Throwable failure) {
        return failure instanceof CloudException refused && refused.retryable();
    }

    private static RetryConfig retryConfig(CallLimits limits, RetryDelay delay) {
        return RetryConfig.custom()
                .maxAttempts(1 + limits.retries())
                .retryOnException(Resilience::retryable)
                .intervalBiFunction(
                        (retry, failed) -> delay.before(retry, failed.getLeft()).toMillis())
                .build();
    }

    private static CircuitBreakerConfig breakerConfig(CallLimits limits, Clock clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(JUDGED_CALLS)
                .minimumNumberOfCalls(FEWEST_JUDGED_CALLS)
                .failureRateThreshold(MOSTLY_FAILING_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                .waitDurationInOpenState(limits.breakerPause())
                .recordException(Resilience::retryable)
                .clock(clock)
                .build();
    }
}
