package io.changetrail.cloud;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the upstream judges as one: a signing key with its secret, a user with a password, or a token.
 *
 * @param identity what it counts failures for
 * @param whole all that must be right
 */
record Secret(List<String> identity, List<String> whole) {

    static Secret keys(Credentials credentials) {
        return of("keys", credentials.accessKey(), credentials.secretKey(), credentials.securityToken());
    }

    static Secret login(Credentials credentials) {
        var user = credentials.userDomainName() + "/" + credentials.username();
        return of("login", user, credentials.password(), null);
    }

    static Secret token(String token) {
        return of("token", token, null, null);
    }

    private static Secret of(String kind, @Nullable String identity, @Nullable String secret, @Nullable String more) {
        return new Secret(
                List.of(kind, text(identity)),
                Stream.of(kind, identity, secret, more).map(Secret::text).toList());
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    @Override
    public String toString() {
        return "Secret[masked]";
    }
}
