package io.changetrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class IssuerKeysTests {

    private final AtomicLong now = new AtomicLong(42);
    private final AtomicInteger fetches = new AtomicInteger();
    private Mono<JWKSet> answer = Mono.just(Keys.SET);
    private final IssuerKeys keys = new IssuerKeys(
            Mono.defer(() -> {
                fetches.incrementAndGet();
                return answer;
            }),
            now::get);

    @Test
    void unknownKeyIdsAskAgainOnlyAfterAWhile() {
        for (int i = 0; i < 100; i++) {
            StepVerifier.create(keys.of(Keys.token("unknown-" + i)))
                    .expectNextCount(1)
                    .verifyComplete();
        }
        assertThat(fetches).hasValue(1);
        pass(IssuerKeys.BETWEEN_FETCHES);
        StepVerifier.create(keys.of(Keys.token("unknown"))).expectNextCount(1).verifyComplete();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aNewKeyIsFoundWithoutARestart() {
        StepVerifier.create(keys.of(Keys.token("test"))).expectNextCount(1).verifyComplete();
        answer = Mono.just(new JWKSet(List.of(Keys.KEY, Keys.NEXT)));
        pass(IssuerKeys.BETWEEN_FETCHES);
        StepVerifier.create(keys.of(Keys.token("next")).map(JWK::getKeyID))
                .expectNext("test", "next")
                .verifyComplete();
    }

    @Test
    void keysStayInUseWhileTheIssuerIsAwayAndGoWhenItWithdrawsThem() {
        StepVerifier.create(keys.of(Keys.token("test"))).expectNextCount(1).verifyComplete();
        answer = Mono.error(new IllegalStateException("away"));
        pass(Duration.ofHours(1));
        StepVerifier.create(keys.of(Keys.token("test"))).expectNextCount(1).verifyComplete();
        answer = Mono.just(new JWKSet(Keys.NEXT));
        pass(IssuerKeys.BETWEEN_FETCHES);
        StepVerifier.create(keys.of(Keys.token("test")).map(JWK::getKeyID))
                .expectNext("next")
                .verifyComplete();
    }

    @Test
    void anIssuerThatWasNeverReachedIsNotTheCallersFault() {
        answer = Mono.error(new IllegalStateException("away"));
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(keys.of(Keys.token("test")))
                    .expectErrorMatches(failure -> failure instanceof ErrorResponseException unavailable
                            && unavailable.getStatusCode().value() == 503)
                    .verify();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void allWhoWaitShareOneFetch() {
        var late = Sinks.<JWKSet>one();
        answer = late.asMono();
        var first = StepVerifier.create(keys.of(Keys.token("test")))
                .expectNextCount(1)
                .expectComplete()
                .verifyLater();
        var second = StepVerifier.create(keys.of(Keys.token("test")))
                .expectNextCount(1)
                .expectComplete()
                .verifyLater();
        late.tryEmitValue(Keys.SET).orThrow();
        first.verify(Duration.ofSeconds(30));
        second.verify(Duration.ofSeconds(30));
        assertThat(fetches).hasValue(1);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Keys and tokens that name them. */
    private static final class Keys {

        static final JWK KEY = key("test");
        static final JWK NEXT = key("next");
        static final JWKSet SET = new JWKSet(KEY);

        private Keys() {}

        static SignedJWT token(String keyId) {
            try {
                var header = com.nimbusds.jose.util.Base64URL.encode("{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}");
                return SignedJWT.parse(header + ".e30.AAAA");
            } catch (ParseException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private static JWK key(String id) {
            try (var issuer = new TokenIssuer()) {
                return new com.nimbusds.jose.jwk.RSAKey.Builder(issuer.publicKey())
                        .keyID(id)
                        .build();
            }
        }
    }
}
