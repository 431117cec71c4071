package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Asks Nova once what it offers and sends the lower of that and the configured microversion with every request. */
final class EcsMicroversion implements ExchangeFilterFunction {

    static final String HEADER = "OpenStack-API-Version";
    static final String OLD_HEADER = "X-OpenStack-Nova-API-Version";

    private static final Pattern VERSION = Pattern.compile("2\\.[0-9]{1,4}");
    private static final Set<Kind> SETTLED = EnumSet.of(
            Kind.NOT_FOUND,
            Kind.BAD_REQUEST,
            Kind.FORBIDDEN,
            Kind.NOT_ACCEPTABLE,
            Kind.MALFORMED,
            Kind.TOO_LARGE,
            Kind.UNEXPECTED);

    private final String configured;
    private final CloudUris uris;
    private final CloudAnswer answer;
    private final Duration deadline;
    private volatile @Nullable String agreed;

    EcsMicroversion(String configured, CloudUris uris, CloudAnswer answer, Duration deadline) {
        this.configured = configured;
        this.uris = uris;
        this.answer = answer;
        this.deadline = deadline;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return agreed(request, next)
                .flatMap(version -> next.exchange(asking(request, version))
                        .flatMap(response -> response.statusCode().value() == 406
                                ? lowered(request, next, version, response)
                                : Mono.just(response)));
    }

    private Mono<ClientResponse> lowered(
            ClientRequest request, ExchangeFunction next, String refused, ClientResponse response) {
        return discovered(request, next)
                .onErrorReturn(refused)
                .flatMap(version -> version.equals(refused)
                        ? Mono.just(response)
                        : response.releaseBody().then(next.exchange(asking(request, version))));
    }

    private Mono<String> agreed(ClientRequest request, ExchangeFunction next) {
        var known = agreed;
        return known == null ? discovered(request, next) : Mono.just(known);
    }

    /** The document is at {@code /v2.1/}; some gateways route it without the slash only. */
    private Mono<String> discovered(ClientRequest request, ExchangeFunction next) {
        return offered(request, next, "/v2.1/")
                .onErrorResume(EcsMicroversion::settled, absent -> offered(request, next, "/v2.1"))
                .map(this::lower)
                .onErrorReturn(EcsMicroversion::settled, configured)
                .doOnNext(version -> agreed = version)
                .onErrorReturn(EcsMicroversion::passing, configured);
    }

    private Mono<String> offered(ClientRequest request, ExchangeFunction next, String path) {
        var question = ClientRequest.from(request).url(uris.of(path)).build();
        return next.exchange(question)
                .flatMap(answer::read)
                .timeout(deadline)
                .onErrorMap(failure -> CloudCall.unanswered("ecs", failure))
                .map(document -> version(document.body()));
    }

    private static String version(JsonNode document) {
        var versions = Stream.concat(
                Stream.of(document.path("version")), document.path("versions").valueStream());
        return versions.map(entry -> entry.path("version").asString(""))
                .filter(VERSION.asMatchPredicate())
                .findFirst()
                .orElse("");
    }

    private String lower(String offered) {
        return offered.isEmpty() || minor(offered) >= minor(configured) ? configured : offered;
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    private static boolean settled(Throwable failure) {
        return failure instanceof CloudException refused && SETTLED.contains(refused.kind());
    }

    private static boolean passing(Throwable failure) {
        return failure instanceof CloudException refused && refused.retryable();
    }

    private static ClientRequest asking(ClientRequest request, String version) {
        return ClientRequest.from(request)
                .header(HEADER, "compute " + version)
                .header(OLD_HEADER, version)
                .build();
    }
}
