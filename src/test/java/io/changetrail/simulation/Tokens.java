package io.changetrail.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The tokens that the simulated IAM has issued and not revoked. */
final class Tokens {

    private static final int PARTS = 24;

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
            Account account,
            World.@Nullable Project project,
            boolean domainScope,
            Instant issuedAt,
            Instant expiresAt) {}

    /** A user that can log in, in the account's own domain. */
    record Account(String name, String password, String userId, List<String> roles) {

        boolean admin() {
            return roles.contains("admin");
        }
    }

    Token issue(Account account, World.@Nullable Project project, boolean domainScope) {
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
        var text = new StringBuilder("MII");
        for (int part = 0; part < PARTS; part++) {
            text.append(Base64.getUrlEncoder().withoutPadding().encodeToString(digest(number + "/" + part)));
        }
        return text.toString();
    }

    private byte[] digest(String part) {
        try {
            return MessageDigest.getInstance("SHA-384")
                    .digest(("token " + seed + " " + part).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
