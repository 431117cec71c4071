package io.changetrail.cloud;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The configured tokens; one that expired stays refused until the next start. */
final class FixedTokens implements Tokens {

    private final @Nullable String projectToken;
    private final @Nullable String domainToken;

    FixedTokens(Credentials credentials) {
        this.projectToken = credentials.token();
        this.domainToken = credentials.domainToken();
    }

    @Override
    public Mono<String> token(CloudScope scope) {
        return Mono.justOrEmpty(
                switch (scope) {
                    case CloudScope.Project project -> projectToken;
                    case CloudScope.Domain domain -> domainToken;
                });
    }

    @Override
    public boolean renewable(CloudScope scope, String refused) {
        return false;
    }
}
