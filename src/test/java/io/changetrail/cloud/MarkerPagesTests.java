package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** When a walk goes on and when it ends. */
class MarkerPagesTests {

    private final List<CloudRequest> asked = new ArrayList<>();

    @Test
    void aRepeatedMarkerEndsTheWalk() {
        var walk = rms(Map.of("", page("a", 2), "a", page("b", 2), "b", page("a", 2)));

        StepVerifier.create(walk).expectNextCount(3).verifyComplete();
        assertThat(markers()).containsExactly("", "a", "b");
    }

    @Test
    void aMarkerEqualToTheStartEndsTheWalk() {
        StepVerifier.create(MarkerPages.walk(
                        CloudRequest.get(CloudFixture.DOMAIN, "/h").with("marker", "a"),
                        request -> answer(page("a", 1)),
                        Markers.rms()))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void aShortOrEmptyPageWithAMarkerGoesOn() {
        var walk = rms(Map.of("", page("a", 1), "a", page("b", 0), "b", page(null, 0)));

        StepVerifier.create(walk).expectNextCount(3).verifyComplete();
    }

    @Test
    void theOtherParametersStay() {
        StepVerifier.create(rms(Map.of("", page("a", 1), "a", page("", 1))))
                .expectNextCount(2)
                .verifyComplete();

        assertThat(asked.getLast().query()).containsExactlyInAnyOrderEntriesOf(Map.of("limit", "2", "marker", "a"));
    }

    @Test
    void theNextPageIsAskedForOnDemandOnly() {
        var walk = rms(Map.of("", page("a", 2), "a", page("b", 2), "b", page(null, 2)));

        StepVerifier.create(walk, 0)
                .then(() -> assertThat(asked).isEmpty())
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(asked).hasSize(1))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(asked).hasSize(2))
                .thenRequest(5)
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void aWalkSubscribedTwiceStartsAnew() {
        var walk = rms(Map.of("", page("a", 2), "a", page(null, 2)));

        StepVerifier.create(walk).expectNextCount(2).verifyComplete();
        StepVerifier.create(walk).expectNextCount(2).verifyComplete();
    }

    @Test
    void tenThousandPagesFitOnTheStack() {
        var walk = MarkerPages.walk(
                CloudRequest.get(CloudFixture.DOMAIN, "/h").with("n", 0),
                request -> answer("{}"),
                (request, response) -> {
                    asked.add(request);
                    return asked.size() < 10_000 ? Optional.of("m" + asked.size()) : Optional.empty();
                });

        StepVerifier.create(walk).expectNextCount(10_000).verifyComplete();
    }

    private Flux<CloudResponse> rms(Map<String, String> pages) {
        return MarkerPages.walk(
                CloudRequest.get(CloudFixture.DOMAIN, "/h").with("limit", 2),
                request -> {
                    asked.add(request);
                    return answer(pages.get(request.query().getOrDefault("marker", "")));
                },
                Markers.rms());
    }

    private List<String> markers() {
        return asked.stream()
                .map(request -> request.query().getOrDefault("marker", ""))
                .toList();
    }

    private static String page(@Nullable String next, int rows) {
        var marker = next == null ? "null" : "\"" + next + "\"";
        return "{\"items\":[%s],\"page_info\":{\"next_marker\":%s}}"
                .formatted("1,".repeat(rows).replaceAll(",$", ""), marker);
    }

    private static Mono<CloudResponse> answer(@Nullable String body) {
        return Mono.just(new CloudResponse(CloudJson.MAPPER.readTree(body), Instant.EPOCH, null));
    }
}
