package io.changetrail.access;

import io.changetrail.access.AccessProperties.Issuer;
import io.changetrail.access.AccessProperties.Login;
import io.changetrail.access.AccessProperties.Mode;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Stops the start when the access settings are incomplete or contradict each other, naming the key and the mend. */
final class AccessChecks {

    static final String ISSUER_URI = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

    private AccessChecks() {}

    static void check(AccessProperties access, boolean singleIssuer) {
        if (access.mode() == Mode.JWT && access.issuers().isEmpty() && !singleIssuer) {
            throw wrong(
                    ISSUER_URI,
                    null,
                    "nobody is named whose tokens are accepted; set it (or .jwk-set-uri, or " + AccessProperties.PREFIX
                            + ".issuers), or " + AccessProperties.PREFIX + ".mode=open for a demo");
        }
        if (!access.issuers().isEmpty() && singleIssuer) {
            throw wrong(
                    ISSUER_URI,
                    null,
                    "one issuer and several are given; leave out this or " + AccessProperties.PREFIX + ".issuers");
        }
        checkIssuers(access.issuers());
        checkLogin(access.login());
    }

    private static void checkIssuers(List<Issuer> issuers) {
        var seen = new HashSet<String>();
        for (int index = 0; index < issuers.size(); index++) {
            var issuer = issuers.get(index);
            var key = AccessProperties.PREFIX + ".issuers[" + index + "]";
            if (issuer.issuer() == null || issuer.issuer().isBlank()) {
                throw wrong(key + ".issuer", null, "it is missing; write it exactly as the tokens' iss");
            }
            if (!seen.add(issuer.issuer())) {
                throw wrong(key + ".issuer", issuer.issuer(), "it stands there twice; leave one out");
            }
            for (var subject : issuer.subjects()) {
                checkRoles(key, subject.roles());
            }
        }
    }

    private static void checkRoles(String key, List<String> roles) {
        for (var role : roles) {
            if (Role.of(role).isEmpty()) {
                throw wrong(
                        key + ".subjects",
                        role,
                        "there is no such role; use changetrail.read, changetrail.audit, changetrail.operate");
            }
        }
    }

    private static void checkLogin(@Nullable Login login) {
        if (login != null && (login.issuerUri() == null) != (login.clientId() == null)) {
            throw wrong(
                    AccessProperties.PREFIX + ".login." + (login.clientId() == null ? "client-id" : "issuer-uri"),
                    null,
                    "the page's sign-in needs both issuer-uri and client-id; set this too, or neither");
        }
    }

    private static InvalidConfigurationPropertyValueException wrong(String key, @Nullable Object value, String mend) {
        return new InvalidConfigurationPropertyValueException(key, value, mend);
    }
}
