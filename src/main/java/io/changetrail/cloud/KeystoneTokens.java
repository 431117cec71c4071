package io.changetrail.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Tokens by password login: one kept per scope, one login per scope under way, renewed before it expires. */
final class KeystoneTokens implements Tokens {

    private static final Logger log = LoggerFactory.getLogger(KeystoneTokens.class);

    /** A 401 renews a token at most this often: a service that refuses every token must not become a login storm. */
    private static final Duration BETWEEN_FORCED_LOGINS = Duration.ofMinutes(1);

    private final KeystoneLogin login;
    private final ProofGate gate;
    private final LoginCooldown cooldown;
    private final Clock clock;
    private final Map<CloudScope, IssuedToken> kept = new ConcurrentHashMap<>();
    private final Map<CloudScope, Mono<IssuedToken>> underWay = new ConcurrentHashMap<>();
    private final Map<CloudScope, Instant> forced = new HashMap<>();

    KeystoneTokens(KeystoneLogin login, ProofGate gate, LoginCooldown cooldown, Clock clock) {
        this.login = login;
        this.gate = gate;
        this.cooldown = cooldown;
        this.clock = clock;
    }

    @Override
    public Mono<String> token(CloudScope scope) {
        return Mono.defer(() -> {
                    var held = kept.get(scope);
                    if (held == null || !held.alive(clock.instant())) {
                        return renewal(scope);
                    }
                    return held.fresh(clock.instant())
                            ? Mono.just(held)
                            : renewal(scope).onErrorReturn(held);
                })
                .map(IssuedToken::value);
    }

    @Override
    public boolean renewable(CloudScope scope, String refused) {
        var held = kept.get(scope);
        if (held == null || !held.value().equals(refused)) {
            return true;
        }
        if (!forcible(scope)) {
            return false;
        }
        kept.remove(scope, held);
        return true;
    }

    private synchronized boolean forcible(CloudScope scope) {
        var now = clock.instant();
        var last = forced.get(scope);
        if (last != null && now.isBefore(last.plus(BETWEEN_FORCED_LOGINS))) {
            return false;
        }
        forced.put(scope, now);
        return true;
    }

    /** Shared by all who wait; goes on when they give up, so that the next caller finds its token. Forgotten before it tells its end. */
    private Mono<IssuedToken> renewal(CloudScope scope) {
        return underWay.computeIfAbsent(
                scope,
                same -> Mono.defer(() -> attempt(same))
                        .doOnTerminate(() -> underWay.remove(same))
                        .cache());
    }

    private Mono<IssuedToken> attempt(CloudScope scope) {
        var held = kept.get(scope);
        if (held != null && held.fresh(clock.instant())) {
            return Mono.just(held);
        }
        var resting = cooldown.restingFrom(scope);
        if (resting != null) {
            return Mono.error(resting);
        }
        var issuing = login.issue(scope)
                .doOnNext(issued -> {
                    kept.put(scope, issued);
                    cooldown.accepted(scope);
                })
                .doOnError(CloudException.class, failure -> failed(scope, failure));
        return gate.tried(scope, issuing, issued -> Verdict.ACCEPTED);
    }

    private void failed(CloudScope scope, CloudException failure) {
        if (failure.retryable()) {
            cooldown.unanswered(scope, failure);
        } else {
            log.warn("login for {} was refused and rests for a while: {}", scope, failure.getMessage());
            cooldown.refused(scope, failure);
        }
    }
}
