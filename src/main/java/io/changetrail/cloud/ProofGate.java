package io.changetrail.cloud;

import io.changetrail.cloud.Proof.Leave;
import io.changetrail.cloud.Proof.Move;
import io.changetrail.cloud.Proof.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Lets no call out with a secret that the deployment has not proven, but for the one that proves it. What is proven is
 * remembered here, so that a trusted key costs no look at the ledger; without the ledger nothing unproven goes out.
 */
final class ProofGate {

    private static final Logger log = LoggerFactory.getLogger(ProofGate.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int MOST_LOOKS = 50;
    private static final Duration REFUSED_AGAIN_WITHOUT_LOOK = Duration.ofSeconds(1);
    private static final Duration SKEWED_REST = Duration.ofMinutes(1);

    private final ProofLedger ledger;
    private final Fingerprints fingerprints;
    private final Secret secret;
    private final Clock clock;
    private volatile boolean proven;
    private volatile boolean dead;
    private volatile @Nullable Closed closed;

    ProofGate(ProofLedger ledger, Fingerprints fingerprints, Secret secret, Clock clock) {
        this.ledger = ledger;
        this.fingerprints = fingerprints;
        this.secret = secret;
        this.clock = clock;
    }

    boolean proven() {
        return proven;
    }

    /** A call that needs a proof only until there is one: its signature is as good as the last. */
    <T> Mono<T> trusted(CloudScope scope, Mono<T> call, Function<T, Verdict> judge) {
        return Mono.defer(() -> proven && closedFor() == null
                ? call.flatMap(answer -> noted(judge.apply(answer)).thenReturn(answer))
                : tried(scope, call, judge));
    }

    /** A call that is a try each time, such as a login. */
    <T> Mono<T> tried(CloudScope scope, Mono<T> call, Function<T, Verdict> judge) {
        return Mono.usingWhen(
                claimed(scope, MOST_LOOKS),
                attempt -> call.doOnNext(answer -> attempt.verdict = judge.apply(answer))
                        .doOnError(failure -> attempt.verdict = Verdict.of(failure)),
                this::settled,
                (attempt, failure) -> settled(attempt),
                this::settled);
    }

    /** Learns what the other replicas have found out since. */
    Mono<Void> refresh() {
        return step((proof, others, now) -> new Move(Leave.GO, proof)).then();
    }

    private Mono<Attempt> claimed(CloudScope scope, int looks) {
        return Mono.defer(() -> {
            var reason = closedFor();
            if (reason != null) {
                return Mono.error(refusal(reason, null));
            }
            return step((proof, others, now) -> proof.claim(scope.id(), others, now))
                    .onErrorMap(away -> refusal("credentials_cannot_be_proven", away))
                    .flatMap(move -> switch (move.leave()) {
                        case GO -> Mono.just(new Attempt(scope));
                        case WAIT ->
                            looks == 0 ? Mono.error(refusal("credentials_not_proven_yet", null)) : later(scope, looks);
                        case REST, NEVER -> Mono.error(shut(move));
                    });
        });
    }

    private Mono<Attempt> later(CloudScope scope, int looks) {
        return Mono.delay(BETWEEN_LOOKS).then(claimed(scope, looks - 1));
    }

    private CloudException shut(Move move) {
        var reason = move.leave() == Leave.NEVER ? "credentials_refused_for_good" : "credentials_refused_lately";
        closed = new Closed(clock.instant().plus(REFUSED_AGAIN_WITHOUT_LOOK), reason);
        return refusal(reason, null);
    }

    private @Nullable String closedFor() {
        var now = closed;
        return now != null && clock.instant().isBefore(now.until()) ? now.reason() : null;
    }

    private Mono<Void> settled(Attempt attempt) {
        if (attempt.verdict == Verdict.SKEWED) {
            skewed();
        }
        return step((proof, others, now) -> proof.settle(attempt.verdict, attempt.scope.id(), now))
                .doOnNext(move -> tell(attempt.verdict, move.proof()))
                .doOnError(
                        lost -> log.warn("the end of a try of the credentials could not be noted: {}", lost.toString()))
                .onErrorComplete()
                .then();
    }

    private Mono<Void> noted(Verdict verdict) {
        if (verdict == Verdict.SKEWED) {
            skewed();
        }
        return verdict == Verdict.REFUSED ? doubted() : Mono.empty();
    }

    private Mono<Void> doubted() {
        proven = false;
        return step((proof, others, now) -> proof.doubt(now))
                .doOnNext(move -> tell(Verdict.REFUSED, move.proof()))
                .onErrorComplete()
                .then();
    }

    private void skewed() {
        closed = new Closed(clock.instant().plus(SKEWED_REST), "clock_skew");
    }

    private Mono<Move> step(ProofLedger.Step step) {
        return OffLoop.call(() -> ledger.change(fingerprints.of(secret), step)).doOnNext(this::learn);
    }

    private void learn(Move move) {
        proven = move.proof().state() == State.PROVEN;
        if (move.proof().state() != State.DEAD) {
            dead = false;
        } else if (!dead) {
            dead = true;
            log.error(
                    "the {} were refused {} times in a row and are not tried again: give right ones, in the mounted"
                            + " files or by a restart, under changetrail.cloud.credentials",
                    name(),
                    Proof.MOST_BAD);
        }
    }

    private void tell(Verdict verdict, Proof proof) {
        if (verdict == Verdict.REFUSED && proof.state() == State.REFUSED) {
            log.warn(
                    "the {} were refused, {} of {} times in a row; nobody tries them before {}",
                    name(),
                    proof.bad(),
                    Proof.MOST_BAD,
                    proof.restsUntil());
        }
    }

    private String name() {
        return "credentials (" + secret.identity().getFirst() + " "
                + fingerprints.of(secret).brief() + ")";
    }

    private static CloudException refusal(String code, @Nullable Throwable cause) {
        return new CloudException("credentials", CloudException.Kind.UNAUTHORIZED, Refusal.withCode(code), cause);
    }

    /** Until when callers are told {@code reason} without a look at the ledger. */
    private record Closed(Instant until, String reason) {}

    /** One claimed try and how it ended so far. */
    private static final class Attempt {

        private final CloudScope scope;
        private volatile Verdict verdict = Verdict.UNKNOWN;

        Attempt(CloudScope scope) {
            this.scope = scope;
        }
    }
}
