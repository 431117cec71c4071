package io.changetrail.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Authorises requests with the credentials in use, and lets one request at a time try newer ones: accepted they take over,
 * otherwise that request goes out once more with the old.
 */
final class Authorisation implements ExchangeFilterFunction {

    private static final Logger log = LoggerFactory.getLogger(Authorisation.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final Clock clock;
    private volatile CredentialVersion inUse;
    private final AtomicReference<@Nullable Offer> offered = new AtomicReference<>();

    Authorisation(CredentialVersion first, Clock clock) {
        this.inUse = first;
        this.clock = clock;
    }

    /** Newer credentials, to be proven before they are used; those in use again withdraw an offer. */
    void offer(CredentialVersion version) {
        offered.set(version.credentials().equals(inUse.credentials()) ? null : new Offer(version, Instant.MIN));
    }

    boolean knows(Credentials credentials) {
        var offer = offered.get();
        return credentials.equals(
                offer == null ? inUse.credentials() : offer.version().credentials());
    }

    /** Learns what other replicas found out about the credentials. */
    Mono<Void> refresh() {
        var offer = offered.get();
        return Flux.fromStream(() ->
                        Stream.concat(Stream.of(inUse), Stream.ofNullable(offer).map(Offer::version)))
                .flatMapIterable(CredentialVersion::gates)
                .concatMap(ProofGate::refresh)
                .then(Mono.fromRunnable(() -> {
                    if (offer != null) {
                        settle(offer);
                    }
                }));
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return Mono.defer(() -> {
            var offer = request.attribute(ProvenFilter.UNGUARDED).isPresent() ? null : turn();
            return offer == null ? inUse.filter().filter(request, next) : attempt(offer, request, next);
        });
    }

    private Mono<ClientResponse> attempt(Offer offer, ClientRequest request, ExchangeFunction next) {
        var old = Mono.defer(() -> inUse.filter().filter(request, next));
        return offer.version()
                .filter()
                .filter(request, next)
                .map(Optional::of)
                .onErrorResume(CloudException.class, refused -> Mono.just(Optional.empty()))
                .flatMap(answer -> settle(offer) && answer.isPresent()
                        ? Mono.just(answer.get())
                        : Mono.justOrEmpty(answer)
                                .flatMap(ClientResponse::releaseBody)
                                .then(old));
    }

    /** The offer, if it is this request's turn to try it. */
    private @Nullable Offer turn() {
        var offer = offered.get();
        if (offer == null || clock.instant().isBefore(offer.notBefore())) {
            return null;
        }
        var tried = new Offer(offer.version(), clock.instant().plus(BETWEEN_TRIES));
        return offered.compareAndSet(offer, tried) ? tried : null;
    }

    private boolean settle(Offer offer) {
        if (!offer.version().proven()) {
            return false;
        }
        if (offered.compareAndSet(offer, null)) {
            inUse = offer.version();
            log.info("changed credentials were accepted and are used from now on: {}", offer.version());
        }
        return true;
    }

    /** Credentials on trial, and when a request may try them next. */
    private record Offer(CredentialVersion version, Instant notBefore) {}
}
