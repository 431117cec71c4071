package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A list of numbered rows, of which so many fit into an answer. */
class LargePagesTests {

    private static final int USUAL = 16;

    private final List<Integer> limits = new ArrayList<>();
    private final Set<Integer> large = new TreeSet<>();
    private int rows = 40;
    private int most = USUAL;

    @Test
    void aPageThatIsTooLargeIsAskedForInHalvesFromTheSameMarker() {
        most = 5;

        assertThat(walked().collectList().block()).isEqualTo(numbers(0, rows));
        assertThat(limits).startsWith(16, 8, 4, 4).containsOnly(16, 8, 4);
    }

    @Test
    void theLimitGrowsBackOnceTheLargeRowsAreBehind() {
        rows = 200;
        large.addAll(List.of(0, 1));

        assertThat(walked().collectList().block()).isEqualTo(numbers(0, rows));
        assertThat(limits.subList(0, 5)).containsExactly(16, 8, 4, 2, 1);
        assertThat(limits.getLast()).isEqualTo(USUAL);
    }

    @Test
    void aSingleRowThatIsTooLargeEndsTheWalkBehindTheRowsBeforeIt() {
        most = 0;
        large.add(6);

        StepVerifier.create(walked()).expectNextSequence(numbers(0, 6)).verifyErrorSatisfies(failure -> {
            var refused = (CloudException) failure;
            assertThat(refused.kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(refused.oversized()).extracting(Oversized::marker).isEqualTo("5");
        });
    }

    @Test
    void whatHasNoLimitIsAskedForOnce() {
        var walk = MarkerPages.walk(
                CloudRequest.get(CloudFixture.DOMAIN, "/h"), request -> tooLarge(request, 99), Markers.rms());

        StepVerifier.create(walk).verifyError(CloudException.class);
        assertThat(limits).hasSize(1);
    }

    private Flux<Integer> walked() {
        return MarkerPages.walk(
                        CloudRequest.get(CloudFixture.DOMAIN, "/h").with("limit", USUAL), this::page, Markers.rms())
                .concatMapIterable(page -> page.list("items"))
                .map(item -> item.intValue());
    }

    /** Two large rows do not fit together, nor one at all if none may be large. */
    private Mono<CloudResponse> page(CloudRequest request) {
        var marker = request.query().get("marker");
        int first = marker == null ? 0 : Integer.parseInt(marker) + 1;
        int limit = Integer.parseInt(request.query().getOrDefault("limit", "0"));
        var page = numbers(first, Math.min(rows, first + limit));
        var largeOnes = page.stream().filter(large::contains).count();
        if (largeOnes > (most == 0 ? 0 : 1) || (most > 0 && page.size() > most)) {
            return tooLarge(request, limit);
        }
        limits.add(limit);
        var next = first + limit < rows ? "\"" + page.getLast() + "\"" : "null";
        var body = "{\"items\":%s,\"page_info\":{\"next_marker\":%s}}".formatted(page, next);
        return Mono.just(new CloudResponse(CloudJson.MAPPER.readTree(body), Instant.EPOCH, null));
    }

    private Mono<CloudResponse> tooLarge(CloudRequest request, int limit) {
        limits.add(limit);
        return Mono.error(CloudException.tooLarge(request.path(), 200, new Oversized(null, "ab", "cd", 17)));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
