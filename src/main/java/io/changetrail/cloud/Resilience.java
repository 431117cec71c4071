package io.changetrail.cloud;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetricsPublisher;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetricsPublisher;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetricsPublisher;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.ratelimiter.operator.RateLimiterOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The one place that says in which order a service's calls are limited, retried and given up; one instance per service. */
final class Resilience {

    private static final Logger log = LoggerFactory.getLogger(Resilience.class);
    private static final Duration LONGEST_QUEUE = Duration.ofHours(1);
    private static final int JUDGED_CALLS = 20;
    private static final int FEWEST_JUDGED_CALLS = 10;
    private static final int TRIAL_CALLS = 3;

    /** So high that one server whose answers are bad does not keep the others from being read. */
    private static final float MOSTLY_FAILING_PERCENT = 80;

    private final String service;
    private final Permits permits;
    private final Retry retry;
    private final CircuitBreaker breaker;
    private final RateLimiter rateLimiter;

    Resilience(
            String service,
            double requestsPerSecond,
            int maxConcurrency,
            CallLimits limits,
            RetryDelay delay,
            Clock clock,
            MeterRegistry meters) {
        this.service = service;
        this.permits = new Permits(maxConcurrency);
        this.retry = Retry.of(service, retryConfig(limits, delay));
        this.breaker = CircuitBreaker.of(service, breakerConfig(limits, clock));
        this.rateLimiter = RateLimiter.of(service, rateLimiterConfig(requestsPerSecond));
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn("{}: circuit {}", service, event.getStateTransition()));
        new TaggedRetryMetricsPublisher(meters).publishMetrics(retry);
        new TaggedCircuitBreakerMetricsPublisher(meters).publishMetrics(breaker);
        new TaggedRateLimiterMetricsPublisher(meters).publishMetrics(rateLimiter);
    }

    /** From the outside in: a place among the concurrent calls, kept over retries; breaker; retry; rate; one attempt. */
    <T> Mono<T> guard(Mono<T> attempt) {
        var limited = attempt.transformDeferred(RateLimiterOperator.of(rateLimiter))
                .transformDeferred(RetryOperator.of(retry))
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(
                        Resilience::notPermitted,
                        refused -> CloudException.unanswered(service, CloudException.Kind.UNAVAILABLE, refused));
        return permits.within(limited);
    }

    private static boolean notPermitted(Throwable failure) {
        return failure instanceof CallNotPermittedException || failure instanceof RequestNotPermitted;
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

    /** One permission per period, not a second's worth at once: bursts are what gateways throttle. */
    private static RateLimiterConfig rateLimiterConfig(double requestsPerSecond) {
        return RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofNanos((long) (1e9 / requestsPerSecond)))
                .timeoutDuration(LONGEST_QUEUE)
                .build();
    }
}
