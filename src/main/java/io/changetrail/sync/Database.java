package io.changetrail.sync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** The one place where a reactive flow crosses over to threads that may block. */
public final class Database {

    /** Far beyond all deadlines and retries of one server's calls: a flow that was lost must not end polling for good. */
    private static final Duration STUCK = Duration.ofMinutes(30);

    /** Fewer than the pool has connections, so that whoever reads the API never waits for them all. */
    static final int THREADS = 8;

    private static final Scheduler BLOCKING = Schedulers.newBoundedElastic(THREADS, Integer.MAX_VALUE, "database");

    private static final Retry CONFLICTS = retry(5, Duration.ofMillis(50), DatabaseTrouble.CONFLICT);

    /** All that is stored is stored by natural key: work whose commit went unanswered may be done again. */
    private static final Retry CUTS = retry(2, Duration.ofMillis(500), DatabaseTrouble.CUT);

    private Database() {}

    /** The result of work that blocks on the database, tried again where that may help; empty if it is null. */
    public static <T> Mono<T> call(Callable<T> work) {
        return crossed(Mono.fromCallable(work));
    }

    /** As {@link #call}, of work that has no result. */
    public static Mono<Void> run(Runnable work) {
        return crossed(Mono.fromRunnable(work));
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

    /** Whether it is the database that keeps work from being stored, and not the work. */
    public static boolean isAway(Throwable failure) {
        return DatabaseTrouble.of(failure).keepsFromStoring();
    }

    private static <T> Mono<T> crossed(Mono<T> work) {
        return work.subscribeOn(BLOCKING).retryWhen(CONFLICTS).retryWhen(CUTS);
    }

    private static Retry retry(int times, Duration first, DatabaseTrouble trouble) {
        return Retry.backoff(times, first)
                .filter(failure -> DatabaseTrouble.of(failure) == trouble)
                .onRetryExhaustedThrow((retry, signal) -> signal.failure());
    }
}
