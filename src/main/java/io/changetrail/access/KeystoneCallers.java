package io.changetrail.access;

import io.changetrail.access.Allowance.Bounds;
import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.TokenCheck;
import io.changetrail.cloud.TokenHolder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

/**
 * Callers by Keystone token: IAM says whose it is, and its project or domain is what may be read. What IAM says is kept by the
 * token's hash for a minute at most, a refusal too; only so many questions are open at once and in a time.
 */
final class KeystoneCallers implements ReactiveAuthenticationManager {

    static final Duration KEPT = Duration.ofSeconds(60);

    /** Whatever callers bring, so that nobody has IAM asked as fast as they can think up tokens. */
    static final Bounds QUESTIONS = new Bounds(16, 100, 10);

    private static final int MOST_KEPT = 10_000;

    private final TokenCheck iam;
    private final @Nullable String domainId;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Allowance questions;
    private final KnownTokens known = new KnownTokens(MOST_KEPT);
    private final Map<String, Mono<Optional<Caller>>> underWay = new ConcurrentHashMap<>();

    /**
     * @param domainId the domain that is watched: a token for it may read all there is
     */
    KeystoneCallers(TokenCheck iam, @Nullable String domainId, Clock clock, LongSupplier nanoTime) {
        this.iam = iam;
        this.domainId = domainId;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.questions = new Allowance(QUESTIONS, nanoTime.getAsLong());
    }

    @Override
    public Mono<Authentication> authenticate(Authentication brought) {
        var token = ((BearerTokenAuthenticationToken) brought).getToken();
        return Mono.defer(() -> caller(token))
                .map(known -> known.map(caller -> new CallerAuthentication(caller, token))
                        .orElseThrow(() ->
                                new InvalidBearerTokenException("IAM knows no such token for a project or domain")));
    }

    private Mono<Optional<Caller>> caller(String token) {
        var hash = hash(token);
        var said = known.find(hash, clock.instant());
        if (said != null) {
            return Mono.just(said);
        }
        var answer = underWay.computeIfAbsent(hash, same -> mayAsk() ? ask(token, same) : null);
        return answer == null ? Mono.error(unavailable()) : answer;
    }

    private boolean mayAsk() {
        return questions.enter(nanoTime.getAsLong()).isZero();
    }

    private Mono<Optional<Caller>> ask(String token, String hash) {
        return iam.check(token)
                .map(holder -> keep(hash, caller(holder), holder.expiresAt()))
                .switchIfEmpty(Mono.fromSupplier(() -> keep(hash, Optional.empty(), Instant.MAX)))
                .onErrorMap(CloudException.class, away -> unavailable())
                .doOnTerminate(() -> {
                    underWay.remove(hash);
                    questions.leave();
                })
                .cache();
    }

    private Optional<Caller> caller(TokenHolder holder) {
        if (holder.projectId() != null) {
            return Optional.of(reader(holder, Set.of(holder.projectId())));
        }
        return holder.domainId() != null && holder.domainId().equals(domainId)
                ? Optional.of(reader(holder, null))
                : Optional.empty();
    }

    private static Caller reader(TokenHolder holder, @Nullable Set<String> projects) {
        return new Caller("keystone", holder.userId(), projects, Set.of(Role.READ));
    }

    private Optional<Caller> keep(String hash, Optional<Caller> caller, Instant expiry) {
        var until = clock.instant().plus(KEPT);
        known.keep(hash, caller, expiry.isBefore(until) ? expiry : until);
        return caller;
    }

    private static ErrorResponseException unavailable() {
        var problem = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
        return problem;
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
