package io.changetrail.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens a walk, lets it run and closes it; never fails, and logs a stream's trouble once when it begins and once when it ends. */
@Component
public class PollRun {

    private static final Logger log = LoggerFactory.getLogger(PollRun.class);

    /** Reactor's key for one flow's own treatment of errors that nobody waits for any more. */
    private static final String DROPPED = "reactor.onErrorDropped.local";

    /** Work on a page that was under way when its walk ended. */
    private static final Consumer<Throwable> TOO_LATE =
            failure -> log.debug("after the walk had ended: {}", failure.toString());

    private final Streams streams;
    private final WalksEnd end;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Set<StreamKey> inTrouble = ConcurrentHashMap.newKeySet();
    private final DatabasePause pause = new DatabasePause();

    PollRun(Streams streams, WalksEnd end, Clock clock, MeterRegistry meters) {
        this.streams = streams;
        this.end = end;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Runs {@code work} if no other replica is at the stream and the database has not failed a moment ago.
     *
     * @param work what to do; gives what kept the walk from being whole, or nothing if all is stored
     * @return whether it ran
     */
    public Mono<Boolean> run(StreamKey key, Function<Walk, Mono<Optional<Shortfall>>> work) {
        return Mono.defer(() -> pause.lastsAt(clock.instant()) ? Mono.just(false) : claimed(key, work))
                .onErrorResume(failure -> failed(key, failure).thenReturn(true))
                .contextWrite(context -> context.put(DROPPED, TOO_LATE));
    }

    private Mono<Boolean> claimed(StreamKey key, Function<Walk, Mono<Optional<Shortfall>>> work) {
        return Database.call(() -> streams.claim(key, clock.instant()))
                .flatMap(walk -> walk.map(opened -> close(opened, Mono.defer(() -> work.apply(opened)))
                                .thenReturn(true))
                        .orElse(Mono.just(false)));
    }

    /** Logs a failure that kept the stream from being read at all. */
    public Mono<Void> failed(StreamKey key, Throwable failure) {
        return Mono.fromRunnable(() -> {
            judge(failure);
            note(key, Optional.of(outage(failure)));
        });
    }

    private Mono<Void> close(Walk walk, Mono<Optional<Shortfall>> work) {
        var timer = Timer.start(meters);
        var renewal = Flux.interval(Streams.LEASE.dividedBy(3))
                .onBackpressureDrop()
                .concatMap(tick -> Database.run(() -> streams.renew(walk)))
                .then(Mono.<Optional<Shortfall>>never());
        return Mono.firstWithSignal(work, renewal, end.signal())
                .doOnError(this::judge)
                .onErrorResume(failure -> Mono.just(Optional.of(outage(failure))))
                .flatMap(trouble -> Database.run(() -> end(walk, trouble, timer)));
    }

    private void end(Walk walk, Optional<Shortfall> trouble, Timer.Sample timer) {
        if (trouble.isEmpty()) {
            streams.complete(walk);
        } else {
            streams.release(walk, trouble.get());
        }
        if (!pause.lastsAt(clock.instant())) {
            pause.worked();
        }
        note(walk.stream(), trouble);
        timer.stop(meters.timer(
                "changetrail.sync.walk",
                "source",
                walk.stream().source(),
                "result",
                trouble.isEmpty() ? "whole" : "partial"));
    }

    private void judge(Throwable failure) {
        if (Database.isAway(failure)) {
            pause.failed(clock.instant());
        }
    }

    private void note(StreamKey key, Optional<Shortfall> trouble) {
        if (trouble.isEmpty()) {
            if (inTrouble.remove(key)) {
                log.info("{} of {} is read whole again", key.source(), key.scope());
            }
        } else if (trouble.get().kind() == Shortfall.Kind.UNFINISHED) {
            log.debug(
                    "{} of {} goes on with the next walk: {}",
                    key.source(),
                    key.scope(),
                    trouble.get().what());
        } else if (inTrouble.add(key)) {
            log.warn(
                    "{} of {} is not read whole: {}",
                    key.source(),
                    key.scope(),
                    trouble.get().what());
        } else {
            log.debug(
                    "{} of {} is still not read whole: {}",
                    key.source(),
                    key.scope(),
                    trouble.get().what());
        }
    }

    private static Shortfall outage(Throwable failure) {
        return new Shortfall(Shortfall.Kind.OUTAGE, reason(failure));
    }

    /** The failure in one line; messages of our exceptions hold no upstream text. */
    public static String reason(Throwable failure) {
        var message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
