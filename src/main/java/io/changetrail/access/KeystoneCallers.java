package io.changetrail.access;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * token's hash for a minute at most, a refusal too; only so many questions are open at once.
 */
final class KeystoneCallers implements ReactiveAuthenticationManager {

    static final Duration KEPT = Duration.ofSeconds(60);
    static final int MOST_KEPT = 10_000;
    static final int MOST_ASKED_AT_ONCE = 16;

    private final TokenCheck iam;
    private final @Nullable String domainId;
    private final Clock clock;
    private final Map<String, Mono<Optional<Caller>>> underWay = new ConcurrentHashMap<>();

    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * @param domainId the domain that is watched: a token for it may read all there is
     */
    KeystoneCallers(TokenCheck iam, @Nullable String domainId, Clock clock) {
        this.iam = iam;
        this.domainId = domainId;
        this.clock = clock;
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
        var known = known(hash);
        if (known != null) {
            return Mono.just(known);
        }
        if (underWay.size() >= MOST_ASKED_AT_ONCE && !underWay.containsKey(hash)) {
            return Mono.error(unavailable());
        }
        return underWay.computeIfAbsent(
                hash,
                same -> ask(token, same)
                        .doOnTerminate(() -> underWay.remove(same))
                        .cache());
    }

    private Mono<Optional<Caller>> ask(String token, String hash) {
        return iam.check(token)
                .map(holder -> keep(hash, caller(holder), holder.expiresAt()))
                .switchIfEmpty(Mono.fromSupplier(() -> keep(hash, Optional.empty(), Instant.MAX)))
                .onErrorMap(CloudException.class, away -> unavailable());
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

    private @Nullable Optional<Caller> known(String hash) {
        synchronized (kept) {
            var held = kept.get(hash);
            return held != null && clock.instant().isBefore(held.until()) ? held.caller() : null;
        }
    }

    private Optional<Caller> keep(String hash, Optional<Caller> caller, Instant expiry) {
        var until = clock.instant().plus(KEPT);
        synchronized (kept) {
            kept.put(hash, new Kept(caller, expiry.isBefore(until) ? expiry : until));
        }
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

    /**
     * @param caller empty if the token is refused
     */
    private record Kept(Optional<Caller> caller, Instant until) {}
}
