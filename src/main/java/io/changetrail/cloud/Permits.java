package io.changetrail.cloud;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets so many calls run at once and the others wait in line without a thread; Resilience4j's bulkhead would refuse them. How
 * many may change at any time; calls that run already are not stopped.
 */
final class Permits {

    private final Supplier<RuntimeException> refusal;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int limit;
    private int running;
    private boolean closed;

    /** @param refusal what calls fail with while nothing may run and waiting is in vain */
    Permits(Supplier<RuntimeException> refusal) {
        this.refusal = refusal;
    }

    <T> Mono<T> within(Mono<T> work) {
        return Mono.defer(() -> {
            var turn = new Turn();
            enter(turn);
            return turn.gate.asMono().then(work).doFinally(signal -> leave(turn));
        });
    }

    synchronized int running() {
        return running;
    }

    /** @param vain whether nobody should wait */
    void limit(int most, boolean vain) {
        List<Turn> given;
        List<Turn> sentAway;
        synchronized (this) {
            limit = most;
            closed = vain;
            given = admitted();
            sentAway = closed ? List.copyOf(waiting) : List.of();
            waiting.removeAll(sentAway);
        }
        given.forEach(turn -> turn.gate.tryEmitEmpty());
        sentAway.forEach(turn -> turn.gate.tryEmitError(refusal.get()));
    }

    private void enter(Turn turn) {
        List<Turn> given;
        boolean refused;
        synchronized (this) {
            waiting.add(turn);
            given = admitted();
            refused = closed && waiting.remove(turn);
        }
        given.forEach(next -> next.gate.tryEmitEmpty());
        if (refused) {
            turn.gate.tryEmitError(refusal.get());
        }
    }

    private void leave(Turn turn) {
        List<Turn> given;
        synchronized (this) {
            waiting.remove(turn);
            running -= turn.holds ? 1 : 0;
            turn.holds = false;
            given = admitted();
        }
        given.forEach(next -> next.gate.tryEmitEmpty());
    }

    private List<Turn> admitted() {
        var given = new ArrayList<Turn>();
        while (running < limit && !waiting.isEmpty()) {
            var next = waiting.remove();
            next.holds = true;
            running++;
            given.add(next);
        }
        return given;
    }

    /** One caller's place in line; whether it holds a permit changes under the lock only. */
    private static final class Turn {
        private final Sinks.Empty<Void> gate = Sinks.empty();
        private boolean holds;
    }
}
