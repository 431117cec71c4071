package planted;

import reactor.core.publisher.Mono;

/** Starts work whose failure nobody hears of. */
final class Forgetting {

    void start(Mono<String> work) {
        work.subscribe();
    }
}
