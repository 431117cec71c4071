package io.changetrail.simulation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tokens that the simulated IAM has issued and not revoked. */
final class Tokens {

    private static final int PARTS = 20;

    private final Clock clock;
    private final SimulationSettings settings;
    private final long seed;
    private final AtomicLong issued = new AtomicLong();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    Tokens(Clock clock, SimulationSettings settings, long seed) {
        this.clock = clock;
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * A login's result; at most one of the two scopes is given.
     *
     * @param text what X-Subject-Token carries: like OTC's, longer than a kilobyte
     */
    record Token(
            String text,
            Login account,
            World.@Nullable Project project,
            boolean domainScope,
            Instant issuedAt,
            Instant expiresAt) {}

    /** A user that can log in, in the account's own domain. */
    record Login(String name, String password, String userId, List<String> roles) {

        boolean admin() {
            return roles.contains("admin");
        }
    }

    Token issue(Login account, World.@Nullable Project project, boolean domainScope) {
        var now = clock.instant();
        var token = new Token(
                text(issued.incrementAndGet()), account, project, domainScope, now, now.plus(settings.tokenLifetime()));
        tokens.put(token.text(), token);
        return token;
    }

    /** Empty for a missing, unknown, revoked or expired token. */
    Optional<Token> valid(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(tokens::get)
                .filter(token -> clock.instant().isBefore(token.expiresAt()));
    }

    void revokeAll() {
        tokens.clear();
    }

    private String text(long number) {
        return IntStream.range(0, PARTS)
                .mapToObj(part -> Account.digest("SHA-384", "token " + seed + "/" + number + "/" + part))
                .collect(Collectors.joining("", "MII", ""));
    }
}
