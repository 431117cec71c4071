package io.changetrail.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Who may call.
 *
 * @param openBeyondLoopback lets {@code open} mode listen on other addresses than loopback
 * @param projectsClaim token claim that lists the projects its bearer may see; {@code *} in it is all
 * @param issuers several issuers instead of Spring Boot's single one
 * @param cursorKey signs page cursors; null for a key made once and kept in the database
 * @param login how the page signs in; null if it asks for a token
 */
@ConfigurationProperties(AccessProperties.PREFIX)
public record AccessProperties(
        @DefaultValue("jwt") Mode mode,
        @DefaultValue("false") boolean openBeyondLoopback,
        @DefaultValue("changetrail_projects") String projectsClaim,
        @DefaultValue List<Issuer> issuers,
        @Nullable String cursorKey,
        @Nullable Login login) {

    static final String PREFIX = "changetrail.access";

    private static final int SHORTEST_KEY = 32;

    public AccessProperties {
        if (projectsClaim.isBlank()) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".projects-claim",
                    projectsClaim,
                    "it is blank; name the token claim that lists projects, or leave it out");
        }
        if (cursorKey != null && cursorKey.length() < SHORTEST_KEY) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".cursor-key",
                    null,
                    "it is too short; give at least 32 characters, or leave it out to have one made");
        }
    }

    @Override
    public String toString() {
        return "AccessProperties[mode=" + mode + ", issuers=" + issuers + ", cursorKey="
                + (cursorKey == null ? "made once" : "given") + "]";
    }

    /** Whether callers need a token. */
    public enum Mode {
        JWT,
        /** For demos: every caller has all roles and all projects. */
        OPEN
    }

    /**
     * One of several issuers.
     *
     * @param issuer exactly as in the tokens' {@code iss}; its keys are found through its OpenID configuration
     * @param projectsClaim null for the common one
     * @param subjects if any are given, tokens of other subjects are refused
     */
    public record Issuer(
            String issuer,
            @DefaultValue("changetrail") String audience,
            @Nullable String projectsClaim,
            @DefaultValue List<Subject> subjects) {}

    /**
     * What a subject may do whose tokens say neither, such as a Kubernetes service account.
     *
     * @param projects {@code *} for all
     * @param roles such as {@code changetrail.read}
     */
    public record Subject(
            String subject,
            @DefaultValue List<String> projects,
            @DefaultValue List<String> roles) {}

    /** The OpenID Connect client that the page signs in with. */
    public record Login(
            @Nullable String issuerUri, @Nullable String clientId) {}
}
