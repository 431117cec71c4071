package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Walks a list page by page, each asked for only when the one before was taken. A page that is too large is asked for again in
 * halves. Markers that lead nowhere end the walk in {@link Kind#ENDLESS}, for what they hide would pass for the end of the list,
 * even if they lead to the same page again; only behind an empty page a repeated one is the end.
 */
public final class MarkerPages {

    /** Two million rows in pages of 200. */
    static final int MOST_PAGES = 10_000;

    static final int MOST_EMPTY_PAGES = 20;
    private static final String MARKER = "marker";

    private final Function<CloudRequest, Mono<CloudResponse>> get;
    private final BiFunction<CloudRequest, CloudResponse, Optional<String>> nextMarker;
    private final PageLimit limit;
    private final Set<String> seen = new HashSet<>();
    private volatile @Nullable CloudRequest next;
    private volatile @Nullable CloudException astray;
    private int pages;
    private int emptyPages;

    private MarkerPages(
            CloudRequest first,
            Function<CloudRequest, Mono<CloudResponse>> get,
            BiFunction<CloudRequest, CloudResponse, Optional<String>> nextMarker) {
        this.get = get;
        this.nextMarker = nextMarker;
        this.limit = PageLimit.of(first);
        this.next = first;
        var start = marker(first);
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
                    if (astray != null) {
                        sink.error(astray);
                    } else if (next == null) {
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
        return Flux.just(request).hide().concatMap(this::fetched, 0);
    }

    private Mono<CloudResponse> fetched(CloudRequest page) {
        var request = limit.applied(page);
        return get.apply(request)
                .doOnNext(response -> advance(request, response))
                .onErrorResume(
                        CloudException.class,
                        refused -> refused.kind() == Kind.TOO_LARGE && limit.halved()
                                ? Mono.defer(() -> fetched(page))
                                : Mono.error(refused.after(marker(request))));
    }

    /** The page at hand is good whatever its marker is; only after it the walk cannot go on. */
    private void advance(CloudRequest request, CloudResponse response) {
        limit.good();
        emptyPages = isEmpty(response.body()) ? emptyPages + 1 : 0;
        next = null;
        try {
            next = following(request, response);
        } catch (CloudException nowhere) {
            astray = nowhere;
        }
    }

    private @Nullable CloudRequest following(CloudRequest request, CloudResponse response) {
        var marker = nextMarker.apply(request, response).orElse(null);
        if (marker == null) {
            return null;
        }
        var repeated = !seen.add(marker);
        if (repeated && emptyPages > 0) {
            return null;
        }
        if (repeated || ++pages == MOST_PAGES || emptyPages == MOST_EMPTY_PAGES) {
            throw CloudException.unanswered("list", Kind.ENDLESS, null);
        }
        return request.with(MARKER, marker);
    }

    /** Whatever the list is called: an answer has one, and at most links beside it. */
    private static boolean isEmpty(JsonNode body) {
        return body.propertyStream()
                .filter(property ->
                        property.getValue().isArray() && !property.getKey().endsWith("links"))
                .allMatch(list -> list.getValue().isEmpty());
    }

    private static @Nullable String marker(CloudRequest request) {
        return request.query().get(MARKER);
    }
}
