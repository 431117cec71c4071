package io.changetrail.cloud;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exactly one kind of credentials, whole, and enough for what is switched on. */
final class CredentialsCheck {

    private CredentialsCheck() {}

    static void credentials(
            Credentials credentials,
            CloudProperties.Iam iam,
            CloudProperties.Ecs ecs,
            CloudProperties.Rms rms,
            List<String> projectIds) {
        oneKind(credentials);
        switch (credentials.kind()) {
            case PASSWORD -> password(credentials, iam);
            case KEYS -> keys(credentials, iam, projectIds);
            case TOKENS -> tokens(credentials, ecs, rms, projectIds);
        }
    }

    private static void oneKind(Credentials credentials) {
        var kinds = Stream.of(credentials.passwordGiven(), credentials.keysGiven(), credentials.tokensGiven())
                .filter(given -> given)
                .count();
        if (kinds == 0) {
            throw WrongKey.of(
                    "credentials",
                    "is missing",
                    "give username with password, access-key with secret-key, or fixed tokens");
        }
        if (kinds > 1) {
            throw WrongKey.of(
                    "credentials",
                    "holds more than one kind",
                    "keep one of username with password, access-key with secret-key, or fixed tokens");
        }
    }

    private static void password(Credentials credentials, CloudProperties.Iam iam) {
        needed("credentials.username", credentials.username(), "set it to the IAM user's name");
        needed("credentials.password", credentials.password(), "give it as environment variable or mounted file");
        needed(
                "credentials.user-domain-name",
                credentials.userDomainName(),
                "set it to the name of the user's account");
        needed("iam.endpoint", iam.endpoint(), "password login needs it: set it to the base before /v3");
    }

    private static void keys(Credentials credentials, CloudProperties.Iam iam, List<String> projectIds) {
        needed("credentials.access-key", credentials.accessKey(), "it goes with secret-key");
        needed("credentials.secret-key", credentials.secretKey(), "it goes with access-key");
        if (projectIds.contains(CloudProperties.AUTO)) {
            needed("iam.endpoint", iam.endpoint(), "project-ids=auto needs it: set it to the base before /v3");
        }
    }

    private static void tokens(
            Credentials credentials, CloudProperties.Ecs ecs, CloudProperties.Rms rms, List<String> projectIds) {
        if (ecs.enabled()) {
            needed("credentials.token", credentials.token(), "ECS needs a token of the watched project");
        }
        if (rms.enabled()) {
            needed("credentials.domain-token", credentials.domainToken(), "RMS needs a token of the account");
        }
        if (ecs.enabled() && (projectIds.size() != 1 || projectIds.contains(CloudProperties.AUTO))) {
            throw WrongKey.of(
                    "project-ids",
                    "is not one project",
                    "a fixed token is good for one: give its id, or use password login");
        }
    }

    private static void needed(String key, @Nullable String value, String mend) {
        if (value == null) {
            throw WrongKey.of(key, "is missing", mend);
        }
    }
}
