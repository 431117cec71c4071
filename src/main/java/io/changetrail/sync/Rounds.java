package io.changetrail.sync;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does the same work for each of several keys again and again; a key that takes long keeps no other waiting. */
public final class Rounds {

    /** How often in an interval it is tried to begin a round that others are at or have just been at. */
    private static final int TRIES = 4;

    private final Duration interval;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile Set<String> wanted = Set.of();

    /** @param interval from the start of a round to the start of the next, unless it takes longer; none begins beside itself */
    public Rounds(Duration interval) {
        this.interval = interval;
    }

    /**
     * Begins with those of the keys that are not under way, and lets the rounds of all others end; a failure ends only its own.
     *
     * @param work gives whether there was a round
     */
    public Mono<Void> keep(Collection<String> keys, Function<String, Mono<Boolean>> work) {
        wanted = Set.copyOf(keys);
        return Flux.fromIterable(wanted)
                .filter(running::add)
                .flatMapDelayError(key -> rounds(key, work).doFinally(end -> running.remove(key)), Integer.MAX_VALUE, 1)
                .then();
    }

    private Mono<Void> rounds(String key, Function<String, Mono<Boolean>> work) {
        return Mono.defer(() -> work.apply(key))
                .defaultIfEmpty(false)
                .elapsed()
                .flatMap(round ->
                        Mono.delay(round.getT2() ? interval.minusMillis(round.getT1()) : interval.dividedBy(TRIES)))
                .repeat(() -> wanted.contains(key))
                .then();
    }
}
