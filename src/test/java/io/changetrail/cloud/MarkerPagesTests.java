package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** When a walk goes on and when it ends. */
class MarkerPagesTests {

    private final List<CloudRequest> asked = new ArrayList<>();

    @Test
    void aMarkerThatLeadsBackIsNotTheEndOfTheList() {
        var walk = rms(Map.of("", page("a", 2), "a", page("b", 2), "b", page("a", 1)));

        StepVerifier.create(walk).expectNextCount(3).verifyErrorSatisfies(MarkerPagesTests::isEndless);
        assertThat(markers()).containsExactly("", "a", "b");
    }

    @Test
    void behindAnEmptyPageItIs() {
        StepVerifier.create(rms(Map.of("", page("a", 2), "a", page("a", 0))))
                .expectNextCount(2)
                .verifyComplete();
    }

    @Test
    void thePageAgainIsNotTheEndOfTheList() {
        StepVerifier.create(rms(Map.of("", page("a", 2), "a", page("a", 2))))
                .expectNextCount(2)
                .verifyErrorSatisfies(MarkerPagesTests::isEndless);
    }

    @Test
    void norIsItWhereNovaIsStuckOnAFullPageOfServers() {
        StepVerifier.create(stuck("{\"servers\":[{\"id\":\"s1\"},{\"id\":\"s2\"}]}", Markers.novaServers()))
                .expectNextCount(2)
                .verifyErrorSatisfies(MarkerPagesTests::isEndless);
    }

    @Test
    void anOldNovaThatIgnoresLimitAndMarkerToldAllItsActionsAtOnce() {
        var rows = "{\"request_id\":\"r1\"},{\"request_id\":\"r2\"},{\"request_id\":\"r3\"}";

        StepVerifier.create(stuck("{\"instanceActions\":[" + rows + "]}", Markers.novaActions()))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void emptyPagesWithEverNewMarkersAreGivenUp() {
        StepVerifier.create(MarkerPages.walk(
                        CloudRequest.get(CloudFixture.DOMAIN, "/h"),
                        request -> answer("{\"items\":[]}"),
                        (request, response) -> Optional.of("m" + asked(request))))
                .expectNextCount(MarkerPages.MOST_EMPTY_PAGES)
                .verifyErrorSatisfies(MarkerPagesTests::isEndless);
    }

    @Test
    void aListThatNeverEndsIsGivenUp() {
        StepVerifier.create(MarkerPages.walk(
                        CloudRequest.get(CloudFixture.DOMAIN, "/h"),
                        request -> answer("{\"items\":[1]}"),
                        (request, response) -> Optional.of("m" + asked(request))))
                .expectNextCount(MarkerPages.MOST_PAGES)
                .verifyErrorSatisfies(MarkerPagesTests::isEndless);
    }

    @Test
    void aMarkerOfAWrongTypeIsNotTheEndOfTheList() {
        StepVerifier.create(rms(Map.of("", "{\"items\":[1],\"page_info\":{\"next_marker\":7}}")))
                .expectNextCount(1)
                .verifyError(CloudException.class);
    }

    @Test
    void aMarkerEqualToTheStartIsNotTheEndOfTheList() {
        StepVerifier.create(MarkerPages.walk(
                        CloudRequest.get(CloudFixture.DOMAIN, "/h").with("marker", "a"),
                        request -> answer(page("a", 1)),
                        Markers.rms()))
                .expectNextCount(1)
                .verifyErrorSatisfies(MarkerPagesTests::isEndless);
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
                request -> answer("{\"items\":[1]}"),
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

    private static Flux<CloudResponse> stuck(
            String page, BiFunction<CloudRequest, CloudResponse, Optional<String>> nextMarker) {
        return MarkerPages.walk(
                CloudRequest.get(CloudFixture.PROJECT, "/x").with("limit", 2), request -> answer(page), nextMarker);
    }

    private int asked(CloudRequest request) {
        asked.add(request);
        return asked.size();
    }

    private static void isEndless(Throwable failure) {
        assertThat(((CloudException) failure).kind()).isEqualTo(CloudException.Kind.ENDLESS);
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
