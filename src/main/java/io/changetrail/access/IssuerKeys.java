package io.changetrail.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The public keys of one issuer: kept while it is away, fetched again when they are old or a token names a key that is not
 * among them, but never more often than every ten seconds, whatever callers send.
 */
final class IssuerKeys {

    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);

    /** A key that an issuer withdraws is good here for so long at most, while the issuer answers. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Mono<JWKSet> fetch;
    private final LongSupplier nanoTime;
    private Kept kept = new Kept(null, 0, 0);
    private @Nullable Mono<JWKSet> underWay;

    IssuerKeys(Mono<JWKSet> fetch, LongSupplier nanoTime) {
        this.fetch = fetch;
        this.nanoTime = nanoTime;
    }

    /** All keys; none for a token that is signed in a way that is not accepted, which is not worth a fetch. */
    Flux<JWK> of(SignedJWT token) {
        var header = token.getHeader();
        return ALGORITHMS.contains(header.getAlgorithm())
                ? Mono.defer(() -> keys(header.getKeyID())).flatMapIterable(JWKSet::getKeys)
                : Flux.empty();
    }

    private synchronized Mono<JWKSet> keys(@Nullable String id) {
        var now = nanoTime.getAsLong();
        var held = kept.keys();
        if (held != null && kept.age(now).compareTo(FRESH) < 0 && has(held, id)) {
            return Mono.just(held);
        }
        var current = underWay;
        if (current == null) {
            if (kept.triedWithin(BETWEEN_FETCHES, now)) {
                return held == null ? Mono.error(unavailable()) : Mono.just(held);
            }
            kept = kept.tried(now);
            current = renewal();
            underWay = current;
        }
        return current.onErrorResume(failure -> held == null ? Mono.error(unavailable()) : Mono.just(held));
    }

    /** Shared by all who wait for it. */
    private Mono<JWKSet> renewal() {
        return fetch.doOnNext(this::keep).doOnTerminate(this::ended).cache();
    }

    private synchronized void keep(JWKSet keys) {
        kept = new Kept(keys, nanoTime.getAsLong(), kept.triedAt());
    }

    private synchronized void ended() {
        underWay = null;
    }

    private static boolean has(JWKSet keys, @Nullable String id) {
        return id == null || keys.getKeyByKeyId(id) != null;
    }

    private static ErrorResponseException unavailable() {
        var problem = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(BETWEEN_FETCHES.toSeconds()));
        return problem;
    }

    /**
     * Times are of {@link System#nanoTime}.
     *
     * @param keys null before the first good answer
     * @param triedAt 0 if never
     */
    private record Kept(@Nullable JWKSet keys, long fetchedAt, long triedAt) {

        Duration age(long now) {
            return Duration.ofNanos(now - fetchedAt);
        }

        boolean triedWithin(Duration time, long now) {
            return triedAt != 0 && now - triedAt < time.toNanos();
        }

        Kept tried(long now) {
            return new Kept(keys, fetchedAt, now == 0 ? 1 : now);
        }
    }
}
