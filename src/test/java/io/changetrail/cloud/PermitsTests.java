package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Who runs and who waits. */
class PermitsTests {

    private final Permits permits = new Permits(() -> new IllegalStateException("closed"));
    private final List<String> started = new ArrayList<>();

    PermitsTests() {
        permits.limit(2, false);
    }

    @Test
    void theThirdWaitsUntilOneOfTwoIsDone() {
        var first = Sinks.<String>one();
        var running = work("first", first).subscribe();
        var second = work("second", Sinks.one()).subscribe();

        StepVerifier.create(permits.within(Mono.fromSupplier(() -> "third")))
                .then(() -> assertThat(started).containsExactly("first", "second"))
                .then(() -> first.tryEmitValue("done"))
                .expectNext("third")
                .verifyComplete();
        assertThat(running.isDisposed()).isTrue();
        second.dispose();
    }

    @Test
    void failureAndCancellationGiveThePermitBack() {
        for (var call = 0; call < 5; call++) {
            StepVerifier.create(permits.within(Mono.error(new IllegalStateException("planned"))))
                    .verifyError();
            work("cancelled", Sinks.one()).subscribe().dispose();
        }

        StepVerifier.create(permits.within(Mono.just("runs")))
                .expectNext("runs")
                .verifyComplete();
        assertThat(started).hasSize(5);
    }

    @Test
    void whoGivesUpWaitingLeavesTheLine() {
        var first = Sinks.<String>one();
        var second = Sinks.<String>one();
        work("first", first).subscribe();
        work("second", second).subscribe();
        work("third", Sinks.one()).subscribe().dispose();

        first.tryEmitValue("done");
        second.tryEmitValue("done");

        assertThat(started).containsExactly("first", "second");
        StepVerifier.create(permits.within(Mono.just("runs")))
                .expectNext("runs")
                .verifyComplete();
    }

    @Test
    void aSmallerLimitStopsNobodyButLetsFewerIn() {
        var ends = List.of(Sinks.<String>one(), Sinks.<String>one(), Sinks.<String>one());
        ends.forEach(end -> work("call", end).subscribe());

        permits.limit(1, false);
        assertThat(permits.running()).isEqualTo(2);
        ends.getFirst().tryEmitValue("done");
        assertThat(started).hasSize(2);
        ends.get(1).tryEmitValue("done");
        assertThat(started).hasSize(3);
        assertThat(permits.running()).isEqualTo(1);
    }

    @Test
    void aLargerLimitLetsTheWaitingIn() {
        permits.limit(0, false);
        work("first", Sinks.one()).subscribe();
        work("second", Sinks.one()).subscribe();
        assertThat(started).isEmpty();

        permits.limit(2, false);

        assertThat(started).containsExactly("first", "second");
    }

    @Test
    void whereWaitingIsInVainNobodyWaits() {
        permits.limit(0, false);
        StepVerifier.create(work("waits", Sinks.one()))
                .then(() -> permits.limit(0, true))
                .verifyErrorMessage("closed");
        StepVerifier.create(work("comes later", Sinks.one())).verifyErrorMessage("closed");

        permits.limit(1, false);
        work("comes back", Sinks.one()).subscribe();
        assertThat(started).containsExactly("comes back");
    }

    private Mono<String> work(String name, Sinks.One<String> end) {
        return permits.within(Mono.defer(() -> {
            started.add(name);
            return end.asMono();
        }));
    }
}
