package io.changetrail.sync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The one place where a reactive flow crosses over to threads that may block. */
public final class Database {

    /** Far beyond all deadlines and retries of one server's calls: a flow that was lost must not end polling for good. */
    private static final Duration STUCK = Duration.ofMinutes(30);

    private Database() {}

    /** The result of work that blocks on the database; empty if that is null. */
    public static <T> Mono<T> call(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    /** Work that blocks on the database and has no result. */
    public static Mono<Void> run(Runnable work) {
        return Mono.<Void>fromRunnable(work).subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Works off a list that lives in the database, batch by batch until it is empty; the next batch is read after the work on
     * the one before has ended.
     *
     * @param batch what is still to do; each element must be gone from it once {@code work} on it has ended
     * @param atOnce how many elements are worked on at the same time
     * @return fails if one element takes longer than any that still moves could
     */
    public static <T> Mono<Void> drain(Callable<List<T>> batch, Function<T, Mono<Void>> work, int atOnce) {
        return call(batch)
                .flatMap(elements -> Flux.fromIterable(elements)
                        .flatMap(element -> work.apply(element).timeout(STUCK), atOnce)
                        .then(Mono.just(!elements.isEmpty())))
                .repeat()
                .takeWhile(more -> more)
                .then();
    }
}
