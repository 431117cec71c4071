package io.changetrail.cloud;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Walks a list page by page, each asked for only when the one before was taken; a marker seen before ends the walk. */
public final class MarkerPages {

    private final Function<CloudRequest, Mono<CloudResponse>> get;
    private final BiFunction<CloudRequest, CloudResponse, Optional<String>> nextMarker;
    private final Set<String> seen = new HashSet<>();
    private volatile @Nullable CloudRequest next;

    private MarkerPages(
            CloudRequest first,
            Function<CloudRequest, Mono<CloudResponse>> get,
            BiFunction<CloudRequest, CloudResponse, Optional<String>> nextMarker) {
        this.get = get;
        this.nextMarker = nextMarker;
        this.next = first;
        var start = first.query().get("marker");
        if (start != null) {
            seen.add(start);
        }
    }

    public static Flux<CloudResponse> walk(
            CloudRequest first,
            Function<CloudRequest, Mono<CloudResponse>> get,
            BiFunction<CloudRequest, CloudResponse, Optional<String>> nextMarker) {
        return Flux.defer(() -> new MarkerPages(first, get, nextMarker).pages());
    }

    private Flux<CloudResponse> pages() {
        return Flux.<Flux<CloudResponse>>generate(sink -> {
                    if (next == null) {
                        sink.complete();
                    } else {
                        sink.next(Flux.defer(this::page));
                    }
                })
                .concatMap(Function.identity(), 1);
    }

    /** Hidden because a scalar source would be fetched at once, without demand. */
    private Flux<CloudResponse> page() {
        var request = next;
        if (request == null) {
            return Flux.empty();
        }
        return Flux.just(request).hide().concatMap(get, 0).doOnNext(response -> advance(request, response));
    }

    private void advance(CloudRequest request, CloudResponse response) {
        next = nextMarker
                .apply(request, response)
                .filter(seen::add)
                .map(marker -> request.with("marker", marker))
                .orElse(null);
    }
}
