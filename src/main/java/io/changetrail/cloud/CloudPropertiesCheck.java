package io.changetrail.cloud;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold between the keys of {@code changetrail.cloud}, credentials apart. */
final class CloudPropertiesCheck {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern MICROVERSION = Pattern.compile("2\\.[1-9][0-9]{0,3}");
    private static final int MOST_REQUESTS_PER_SECOND = 1000;
    private static final int MOST_CONCURRENCY = 256;

    private CloudPropertiesCheck() {}

    static void scope(
            String region,
            @Nullable String domainId,
            List<String> projectIds,
            CloudProperties.Ecs ecs,
            CloudProperties.Rms rms) {
        if (region.isBlank()) {
            throw WrongKey.of("region", "is missing", "set it to the region to watch, e.g. eu-de");
        }
        if (domainId != null && !ID.matcher(domainId).matches()) {
            throw WrongKey.of("domain-id", "is not an id", "set it to the account id: letters, digits, - and _ only");
        }
        if (rms.enabled() && domainId == null) {
            throw WrongKey.of(
                    "domain-id", "is missing", "set it to the account id, or set changetrail.cloud.rms.enabled=false");
        }
        if (ecs.enabled() && projectIds.isEmpty()) {
            throw WrongKey.of("project-ids", "is missing", "list project ids with commas, or set it to auto");
        }
        projects(domainId, projectIds);
    }

    private static void projects(@Nullable String domainId, List<String> projectIds) {
        if (projectIds.contains(CloudProperties.AUTO)) {
            if (projectIds.size() > 1) {
                throw WrongKey.of("project-ids", "mixes auto with ids", "give either auto alone or ids alone");
            }
            if (domainId == null) {
                throw WrongKey.of("domain-id", "is missing", "project-ids=auto needs it: set it to the account id");
            }
        }
        if (!projectIds.stream().allMatch(id -> ID.matcher(id).matches())) {
            throw WrongKey.of(
                    "project-ids",
                    "holds something that is no id",
                    "list ids with commas: letters, digits, - and _ only");
        }
    }

    static void endpoints(
            CloudProperties.Iam iam, CloudProperties.Ecs ecs, CloudProperties.Rms rms, @Nullable String proxy) {
        if (ecs.enabled() && ecs.endpoint() == null) {
            throw WrongKey.of(
                    "ecs.endpoint",
                    "is missing",
                    "set it to the base before /v2.1, or set changetrail.cloud.ecs.enabled=false");
        }
        if (rms.enabled() && rms.endpoint() == null) {
            throw WrongKey.of(
                    "rms.endpoint",
                    "is missing",
                    "set it to the base before /v1/resource-manager, or set changetrail.cloud.rms.enabled=false");
        }
        http("iam.endpoint", iam.endpoint());
        http("ecs.endpoint", ecs.endpoint());
        http("rms.endpoint", rms.endpoint());
        http("proxy", proxy);
        if (!MICROVERSION.matcher(ecs.microversion()).matches()) {
            throw WrongKey.of("ecs.microversion", "is not a microversion", "set it like 2.58, or leave it out");
        }
    }

    private static void http(String key, @Nullable String address) {
        if (address == null) {
            return;
        }
        var uri = parsed(address);
        if (uri == null
                || uri.getHost() == null
                || !("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))) {
            throw WrongKey.of(key, "is not an http or https address", "set it like https://host or https://host:port");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw WrongKey.of(key, "has a query or fragment", "give scheme, host, port and path only");
        }
        if (uri.getRawUserInfo() != null && !key.equals("proxy")) {
            throw WrongKey.of(key, "holds a user name", "give credentials under changetrail.cloud.credentials");
        }
    }

    private static @Nullable URI parsed(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }

    static void budget(double requestsPerSecond, int maxConcurrency) {
        if (!(requestsPerSecond >= 0.01 && requestsPerSecond <= MOST_REQUESTS_PER_SECOND)) {
            throw WrongKey.of(
                    "requests-per-second", "is out of range", "set it between 0.01 and " + MOST_REQUESTS_PER_SECOND);
        }
        if (maxConcurrency < 1 || maxConcurrency > MOST_CONCURRENCY) {
            throw WrongKey.of("max-concurrency", "is out of range", "set it between 1 and " + MOST_CONCURRENCY);
        }
    }
}
