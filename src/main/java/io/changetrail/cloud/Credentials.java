package io.changetrail.cloud;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of three kinds: password login, signing with access and secret key, or fixed tokens for tries.
 *
 * @param userDomainName name of the account that the user belongs to
 * @param securityToken goes with temporary keys only
 * @param token a token of the one watched project
 * @param domainToken a token of the account
 */
public record Credentials(
        @Nullable String username,
        @Nullable String password,
        @Nullable String userDomainName,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String securityToken,
        @Nullable String token,
        @Nullable String domainToken) {

    /** How requests are authorised. */
    enum Kind {
        PASSWORD,
        KEYS,
        TOKENS
    }

    public Credentials {
        username = emptyToNull(username);
        password = emptyToNull(password);
        userDomainName = emptyToNull(userDomainName);
        accessKey = emptyToNull(accessKey);
        secretKey = emptyToNull(secretKey);
        securityToken = emptyToNull(securityToken);
        token = emptyToNull(token);
        domainToken = emptyToNull(domainToken);
    }

    boolean passwordGiven() {
        return given(username, password, userDomainName);
    }

    boolean keysGiven() {
        return given(accessKey, secretKey, securityToken);
    }

    boolean tokensGiven() {
        return given(token, domainToken);
    }

    Kind kind() {
        if (keysGiven()) {
            return Kind.KEYS;
        }
        return tokensGiven() ? Kind.TOKENS : Kind.PASSWORD;
    }

    /** Names the kind only. */
    @Override
    public String toString() {
        return passwordGiven() || keysGiven() || tokensGiven()
                ? "Credentials[" + kind() + ", masked]"
                : "Credentials[none]";
    }

    private static boolean given(@Nullable String... values) {
        return Stream.of(values).anyMatch(value -> value != null);
    }

    private static @Nullable String emptyToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
