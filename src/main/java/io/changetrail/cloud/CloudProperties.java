package io.changetrail.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is watched and how it is reached; checked as a whole when it is made, so that a wrong key stops the start.
 *
 * @param region e.g. {@code eu-de}; resources elsewhere are not ingested
 * @param domainId account id, scope of RMS and of IAM's lists; null when neither is used
 * @param projectIds projects to watch, or the one word {@code auto}
 * @param requestsPerSecond budget per service, may be a fraction
 * @param maxConcurrency calls under way at once per service
 * @param proxy outbound HTTP proxy as {@code http://[user:password@]host:port}
 * @param sslBundle name of a {@code spring.ssl.bundle} with a private CA
 */
@ConfigurationProperties("changetrail.cloud")
public record CloudProperties(
        @DefaultValue("") String region,
        @Nullable String domainId,
        @DefaultValue List<String> projectIds,
        @DefaultValue Iam iam,
        @DefaultValue Ecs ecs,
        @DefaultValue Rms rms,
        @DefaultValue Credentials credentials,
        @DefaultValue("20") double requestsPerSecond,
        @DefaultValue("8") int maxConcurrency,
        @Nullable String proxy,
        @Nullable String sslBundle) {

    static final String AUTO = "auto";

    public CloudProperties {
        domainId = presentOrNull(domainId);
        projectIds = projectIds.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        proxy = presentOrNull(proxy);
        sslBundle = presentOrNull(sslBundle);
        CloudPropertiesCheck.scope(region, domainId, projectIds, ecs, rms);
        CloudPropertiesCheck.endpoints(iam, ecs, rms, proxy);
        CloudPropertiesCheck.budget(requestsPerSecond, maxConcurrency);
        if (ecs.enabled() || rms.enabled()) {
            CredentialsCheck.credentials(credentials, iam, ecs, rms, projectIds);
        }
    }

    /** Whether the projects are those that IAM lists for the region. */
    boolean discoversProjects() {
        return projectIds.contains(AUTO);
    }

    /** False on a replica that only serves what others stored; it needs no credentials. */
    boolean readsAnything() {
        return ecs.enabled() || rms.enabled();
    }

    @Override
    public String toString() {
        return "CloudProperties[region=%s, domainId=%s, projectIds=%s, iam=%s, ecs=%s, rms=%s, credentials=%s]"
                .formatted(region, domainId, projectIds, iam, ecs, rms, credentials);
    }

    private static @Nullable String presentOrNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * Identity service.
     *
     * @param endpoint base before {@code /v3}
     * @param resolveNames look up user names; where IAM answers 403, ids are shown
     */
    public record Iam(
            @Nullable String endpoint, @DefaultValue("true") boolean resolveNames) {
        public Iam {
            endpoint = presentOrNull(endpoint);
        }
    }

    /**
     * Nova compute.
     *
     * @param endpoint base before {@code /v2.1}
     * @param microversion asked for unless the server offers less
     */
    public record Ecs(
            @DefaultValue("true") boolean enabled,
            @Nullable String endpoint,
            @DefaultValue("2.58") String microversion) {
        public Ecs {
            endpoint = presentOrNull(endpoint);
        }
    }

    /**
     * Config, the former Resource Management Service.
     *
     * @param endpoint base before {@code /v1/resource-manager}
     */
    public record Rms(
            @DefaultValue("true") boolean enabled, @Nullable String endpoint) {
        public Rms {
            endpoint = presentOrNull(endpoint);
        }
    }
}
