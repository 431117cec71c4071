package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Asks Nova once what it offers and sends the lower of that and the configured microversion with every request; where there
 * is no {@code /v2.1} at all, requests go to {@code /v2}, which knows no microversions and behaves as 2.1.
 */
final class EcsMicroversion implements ExchangeFilterFunction {

    static final String HEADER = "OpenStack-API-Version";
    static final String OLD_HEADER = "X-OpenStack-Nova-API-Version";

    private static final Logger log = LoggerFactory.getLogger(EcsMicroversion.class);
    private static final String MODERN = "/v2.1/";
    private static final String LEGACY = "/v2/";
    private static final Pattern VERSION = Pattern.compile("2\\.[0-9]{1,4}");
    private static final Set<Kind> SETTLED = EnumSet.of(
            Kind.NOT_FOUND,
            Kind.BAD_REQUEST,
            Kind.FORBIDDEN,
            Kind.NOT_ACCEPTABLE,
            Kind.MALFORMED,
            Kind.TOO_LARGE,
            Kind.UNEXPECTED);

    private final Offer configured;
    private final CloudUris uris;
    private final CloudAnswer answer;
    private final Duration deadline;
    private volatile @Nullable Offer agreed;

    EcsMicroversion(String configured, CloudUris uris, CloudAnswer answer, Duration deadline) {
        this.configured = new Offer(configured, false);
        this.uris = uris;
        this.answer = answer;
        this.deadline = deadline;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return agreed(request, next)
                .flatMap(offer -> next.exchange(asking(request, offer))
                        .flatMap(response -> response.statusCode().value() == 406
                                ? lowered(request, next, offer, response)
                                : Mono.just(response)));
    }

    private Mono<ClientResponse> lowered(
            ClientRequest request, ExchangeFunction next, Offer refused, ClientResponse response) {
        return discovered(request, next)
                .onErrorReturn(refused)
                .flatMap(offer -> offer.equals(refused)
                        ? Mono.just(response)
                        : response.releaseBody().then(next.exchange(asking(request, offer))));
    }

    private Mono<Offer> agreed(ClientRequest request, ExchangeFunction next) {
        var known = agreed;
        return known == null ? discovered(request, next) : Mono.just(known);
    }

    /** The document is at {@code /v2.1/}; some gateways route it without the slash only. */
    private Mono<Offer> discovered(ClientRequest request, ExchangeFunction next) {
        return offered(request, next, MODERN)
                .onErrorResume(EcsMicroversion::settled, absent -> offered(request, next, "/v2.1"))
                .map(document -> lower(version(document)))
                .onErrorResume(EcsMicroversion::absent, absent -> legacy(request, next))
                .onErrorReturn(EcsMicroversion::settled, configured)
                .doOnNext(this::agree)
                .onErrorReturn(EcsMicroversion::passing, configured);
    }

    /** Only a Nova that says it is v2.0 there is read there: a gateway may merely keep the other document to itself. */
    private Mono<Offer> legacy(ClientRequest request, ExchangeFunction next) {
        return offered(request, next, LEGACY)
                .map(document ->
                        document.path("version").path("id").asString("").equals("v2.0")
                                ? new Offer("2.1", true)
                                : configured);
    }

    private synchronized void agree(Offer offer) {
        if (!offer.equals(agreed)) {
            agreed = offer;
            offer.blindness()
                    .ifPresent(unseen -> log.warn(
                            "Nova is read {}; it does not show {}",
                            offer.legacy() ? "under /v2, as there is no /v2.1" : "at microversion " + offer.version(),
                            unseen));
        }
    }

    private Mono<JsonNode> offered(ClientRequest request, ExchangeFunction next, String path) {
        var question = ClientRequest.from(request)
                .url(uris.of(path))
                .attribute(ProvenFilter.UNGUARDED, true)
                .build();
        return next.exchange(question)
                .flatMap(answer::read)
                .timeout(deadline)
                .onErrorMap(failure -> CloudCall.unanswered("ecs", failure))
                .map(CloudResponse::body);
    }

    private static String version(JsonNode document) {
        var versions = Stream.concat(
                Stream.of(document.path("version")), document.path("versions").valueStream());
        return versions.map(entry -> entry.path("version").asString(""))
                .filter(VERSION.asMatchPredicate())
                .findFirst()
                .orElse("");
    }

    private Offer lower(String offered) {
        return offered.isEmpty() || Offer.minor(offered) >= Offer.minor(configured.version())
                ? configured
                : new Offer(offered, false);
    }

    /** Nova answers unknown versions with a choice of those it has. */
    private static boolean absent(Throwable failure) {
        return failure instanceof CloudException refused
                && (refused.kind() == Kind.NOT_FOUND || refused.status() == 300);
    }

    private static boolean settled(Throwable failure) {
        return failure instanceof CloudException refused && SETTLED.contains(refused.kind());
    }

    private static boolean passing(Throwable failure) {
        return failure instanceof CloudException refused && refused.retryable();
    }

    private ClientRequest asking(ClientRequest request, Offer offer) {
        if (!offer.legacy()) {
            return ClientRequest.from(request)
                    .header(HEADER, "compute " + offer.version())
                    .header(OLD_HEADER, offer.version())
                    .build();
        }
        var modern = uris.of(MODERN).toString();
        var asked = request.url().toString();
        return asked.startsWith(modern)
                ? ClientRequest.from(request)
                        .url(URI.create(uris.of(LEGACY) + asked.substring(modern.length())))
                        .build()
                : request;
    }

    /**
     * What Nova is asked for.
     *
     * @param legacy whether under {@code /v2/}
     */
    private record Offer(String version, boolean legacy) {

        /** What a version below 2.58 hides, for people; empty if nothing ({@code upstream.md} 1.3). */
        Optional<String> blindness() {
            var minor = minor(version);
            var unseen = new ArrayList<String>();
            if (minor < 58) {
                unseen.add("when an action was last changed");
            }
            if (minor < 51) {
                unseen.add("events to anybody but administrators, and so outcomes");
            }
            if (minor < 21) {
                unseen.add("actions of deleted servers");
            }
            return unseen.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", unseen));
        }

        static int minor(String version) {
            return Integer.parseInt(version.substring(version.indexOf('.') + 1));
        }
    }
}
