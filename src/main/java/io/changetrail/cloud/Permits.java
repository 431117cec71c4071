package io.changetrail.cloud;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Lets so many calls run at once and the others wait in line without a thread; Resilience4j's bulkhead would refuse them. */
final class Permits {

    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int free;

    Permits(int permits) {
        this.free = permits;
    }

    <T> Mono<T> within(Mono<T> work) {
        return Mono.defer(() -> {
            var turn = enter();
            return turn.gate.asMono().then(work).doFinally(signal -> leave(turn));
        });
    }

    private Turn enter() {
        var turn = new Turn();
        if (taken(turn)) {
            turn.gate.tryEmitEmpty();
        }
        return turn;
    }

    private void leave(Turn turn) {
        var next = passedOn(turn);
        if (next != null) {
            next.gate.tryEmitEmpty();
        }
    }

    private synchronized boolean taken(Turn turn) {
        if (free == 0) {
            waiting.add(turn);
            return false;
        }
        free--;
        turn.holds = true;
        return true;
    }

    private synchronized @Nullable Turn passedOn(Turn turn) {
        if (!turn.holds) {
            waiting.remove(turn);
            return null;
        }
        var next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.holds = true;
        }
        return next;
    }

    /** One caller's place in line; whether it holds a permit changes under the lock only. */
    private static final class Turn {
        private final Sinks.Empty<Void> gate = Sinks.empty();
        private boolean holds;
    }
}
