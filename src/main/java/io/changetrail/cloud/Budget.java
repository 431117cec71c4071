package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/** What one service may be asked by this replica: calls at once and per second, as large as the replica's {@link Share}. */
final class Budget {

    private final String service;
    private final Share share;
    private final LongSupplier nanos;
    private final Permits permits;
    private final Pace pace;

    Budget(String service, double requestsPerSecond, Share share, LongSupplier nanos, MeterRegistry meters) {
        this.service = service;
        this.share = share;
        this.nanos = nanos;
        this.permits = share.permits(this::noShare);
        this.pace = new Pace(requestsPerSecond);
        Gauge.builder("changetrail.cloud.rate.limit", share, mine -> mine.part() * requestsPerSecond)
                .tag("service", service)
                .register(meters);
    }

    /** Waits for a place among the concurrent calls and keeps it until {@code work} has ended. */
    <T> Mono<T> within(Mono<T> work) {
        return permits.within(work);
    }

    /** One attempt, not before its turn; fails without it when the share is lost. */
    <T> Mono<T> paced(Mono<T> attempt) {
        return Mono.defer(() -> {
            var part = share.part();
            if (part == 0) {
                return Mono.error(noShare());
            }
            var wait = pace.take(nanos.getAsLong(), part);
            return wait == 0 ? attempt : Mono.delay(Duration.ofNanos(wait)).then(paced(attempt));
        });
    }

    private CloudException noShare() {
        return new CloudException(service, Kind.UNAVAILABLE, Refusal.withCode("no_share_of_budget"), null);
    }
}
