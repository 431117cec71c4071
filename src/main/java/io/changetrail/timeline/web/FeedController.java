package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.AFTER;
import static io.changetrail.timeline.web.Accepted.LIMIT;
import static io.changetrail.timeline.web.Accepted.PROJECT_ID;

import io.changetrail.access.Caller;
import io.changetrail.access.ReadRows;
import io.changetrail.timeline.Choice;
import io.changetrail.timeline.FeedPage;
import io.changetrail.timeline.FeedPosition;
import io.changetrail.timeline.FeedReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Everything that changes an answer, in the order in which it was recorded. */
@RestController
@Tag(name = "Feed")
class FeedController {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** A stream outlives no token by longer than this; its reader comes back with its last position. */
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

    private final FeedReader feed;
    private final Scopes scopes;
    private final JsonMapper json;
    private final Scheduler reading = Schedulers.fromExecutorService(new ReadingThreads("feed-"));

    FeedController(FeedReader feed, Scopes scopes, JsonMapper json) {
        this.feed = feed;
        this.scopes = scopes;
        this.json = json;
    }

    @GetMapping(path = "/api/v1/feed", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "feed", summary = "CloudEvents in recorded order, each at least once", description = """
                    As `text/event-stream` it goes on by itself, also from `Last-Event-ID`. Types: `action.recorded`, \
                    `action.updated`, `change.recorded`, `change.updated`, `link.created`, `link.revised`, `link.retracted`, \
                    `attribution.changed`, and `coverage.changed`, whose data are `source`, `scope`, the `gaps` that are open \
                    now and those just `closed` for good.""")
    @Accepts({AFTER, LIMIT, PROJECT_ID})
    FeedPage page(
            @AuthenticationPrincipal Caller caller,
            Parameters parameters,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        var wanted = Wanted.of(caller, parameters, null);
        var page = read(wanted, wanted.after());
        ReadRows.of(exchange).add(page.data().size());
        return page;
    }

    @GetMapping(path = "/api/v1/feed", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(hidden = true)
    @Accepts({AFTER, LIMIT, PROJECT_ID})
    Flux<ServerSentEvent<String>> stream(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            Parameters parameters,
            ServerWebExchange exchange) {
        var rows = ReadRows.of(exchange);
        var wanted = Wanted.of(caller, parameters, last);
        return look(wanted, wanted.after(), Duration.ZERO)
                .expand(page -> look(
                        wanted,
                        FeedPosition.of(page.page().nextPosition()).orElseThrow(),
                        page.data().isEmpty() ? BETWEEN_LOOKS : Duration.ZERO))
                .doOnNext(page -> rows.add(page.data().size()))
                .concatMap(this::events, 1)
                .take(LONGEST_STREAM);
    }

    private Mono<FeedPage> look(Wanted wanted, @Nullable FeedPosition after, Duration pause) {
        return Mono.fromCallable(() -> read(wanted, after)).subscribeOn(reading).delaySubscription(pause);
    }

    /**
     * A comment where nothing has happened shows both sides that the other is still there. Texts, since the buffer that an object
     * is written into is lost when the reader is gone before it is sent.
     */
    private Flux<ServerSentEvent<String>> events(FeedPage page) {
        return page.data().isEmpty()
                ? Flux.just(ServerSentEvent.<String>builder().comment("").build())
                : Flux.fromIterable(page.data())
                        .map(event -> ServerSentEvent.builder(json.writeValueAsString(event))
                                .id(event.id())
                                .event(event.type())
                                .build());
    }

    private FeedPage read(Wanted wanted, @Nullable FeedPosition after) {
        var projects = scopes.projects(wanted.caller(), wanted.projects());
        return feed.read(projects, after, wanted.limit()).orElseThrow(FeedController::gone);
    }

    private static ErrorResponseException gone() {
        var problem = ProblemDetail.forStatus(HttpStatus.GONE);
        problem.setType(URI.create("urn:changetrail:problem:position-gone"));
        problem.setTitle("Position gone");
        problem.setDetail("Events after this position are not kept any more; read the lists, then begin without it.");
        return new ErrorResponseException(HttpStatus.GONE, problem, null);
    }

    private record Wanted(
            Caller caller,
            @Nullable Choice projects,
            @Nullable FeedPosition after,
            int limit) {

        /**
         * @param last what the reader of a stream has seen, which goes before {@code after}; null if it says nothing
         */
        static Wanted of(Caller caller, Parameters parameters, @Nullable String last) {
            var begin = position(parameters, parameters.one("after"));
            var after = last == null ? begin : position(parameters, last);
            var limit = parameters.number("limit", 1, Asked.LARGEST_PAGE, Asked.USUAL_PAGE);
            var projects = parameters.choice("project_id", Set.of());
            parameters.check();
            return new Wanted(caller, projects, after, limit);
        }

        private static @Nullable FeedPosition position(Parameters parameters, @Nullable String text) {
            var position = text == null ? null : FeedPosition.of(text).orElse(null);
            if (text != null && position == null) {
                parameters.fault("after", "It is not a position of the feed.");
            }
            return position;
        }
    }
}
