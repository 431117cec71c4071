package planted;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Waits for publishers in each forbidden way, one of them a method reference. */
final class Blocking {

    Function<Mono<String>, @Nullable String> byReference() {
        return Mono::block;
    }

    @Nullable
    String last(Flux<String> many) {
        return many.blockLast();
    }

    List<String> list(Flux<String> many) {
        return many.toStream().toList();
    }

    Iterable<String> each(Flux<String> many) {
        return many.toIterable();
    }

    CompletableFuture<@Nullable String> future(Mono<String> one) {
        return one.toFuture();
    }
}
