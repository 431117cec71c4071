package io.changetrail.cloud;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Lets so many calls run at once and the others wait in line without a thread; Resilience4j's bulkhead would refuse them. */
final class Permits {

    private final ReentrantLock lock = new ReentrantLock();
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
        lock.lock();
        try {
            if (free > 0) {
                free--;
                turn.holds = true;
            } else {
                waiting.add(turn);
            }
        } finally {
            lock.unlock();
        }
        if (turn.holds) {
            turn.gate.tryEmitEmpty();
        }
        return turn;
    }

    private void leave(Turn turn) {
        var next = passOn(turn);
        if (next != null) {
            next.gate.tryEmitEmpty();
        }
    }

    private @Nullable Turn passOn(Turn turn) {
        lock.lock();
        try {
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
        } finally {
            lock.unlock();
        }
    }

    /** One caller's place in line; changed under the lock only. */
    private static final class Turn {
        private final Sinks.Empty<Void> gate = Sinks.empty();
        private boolean holds;
    }
}
