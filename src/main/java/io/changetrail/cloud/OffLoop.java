package io.changetrail.cloud;

import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where this module's flows cross over to threads that may block, namely to read the ledger of proofs. */
final class OffLoop {

    private OffLoop() {}

    static <T> Mono<T> call(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
