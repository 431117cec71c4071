package io.changetrail.support;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * What may block an event-loop thread in tests: a validator's one look-up of services, the making of the API's
 * description, and two locks that are held for a few instructions: around the breaker's counters, and around a part of Netty's
 * pool of buffers when threads that allocate at once are given more parts.
 */
public final class KnownBlocking implements BlockHoundIntegration {

    private static final String BREAKER = "io.github.resilience4j.circuitbreaker.internal.CircuitBreakerMetrics";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("org.hibernate.validator.internal.engine.ValidatorImpl", "validate")
                .allowBlockingCallsInside(BREAKER, "onSuccess")
                .allowBlockingCallsInside(BREAKER, "onError")
                .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free")
                .allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi");
    }
}
