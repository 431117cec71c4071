package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Calls that are under way while the lease of the budget ends. */
class BudgetTests {

    private static final Duration PAST_THE_LEASE =
            ShareLedger.MARGIN.dividedBy(2).plusSeconds(1);

    private final Share share = new Share(8, System::nanoTime);
    private final Budget budget = new Budget("rms", 20, share, System::nanoTime, new SimpleMeterRegistry());

    @Test
    void aCallIsCutOffBeforeOthersMayHaveItsPlace() {
        lease(Duration.ofMillis(200));

        assertThat(end(Mono.never(), ShareLedger.MARGIN)).contains("no_share_of_budget");
        assertThat(end(Mono.just("answer"), ShareLedger.MARGIN)).contains("no_share_of_budget");
    }

    @Test
    void aCallOutlivesAnyNumberOfRenewedLeases() {
        lease(Duration.ofMillis(200));

        var answer = Mono.delay(Duration.ofMillis(100))
                .doOnNext(renewed -> lease(Duration.ofMinutes(1)))
                .then(Mono.delay(PAST_THE_LEASE).thenReturn("answer"));

        assertThat(end(answer, PAST_THE_LEASE.multipliedBy(3))).contains("answer");
    }

    private void lease(Duration time) {
        share.grant(new Share.Held(8, System.nanoTime() + time.toNanos(), 8));
    }

    private Optional<String> end(Mono<String> call, Duration within) {
        return budget.paced(call)
                .onErrorResume(CloudException.class, cut -> Mono.justOrEmpty(cut.code()))
                .blockOptional(within);
    }
}
