package io.changetrail.cloud;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The projects to watch: those configured, or for {@code auto} those that IAM lists in the region, asked anew every 5 minutes. */
public final class WatchedProjects {

    private static final Logger log = LoggerFactory.getLogger(WatchedProjects.class);
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Share share;
    private final Mono<List<String>> ids;

    WatchedProjects(CloudProperties properties, @Nullable CloudService iam, Share share) {
        this.share = share;
        var domainId = properties.domainId();
        if (properties.discoversProjects() && iam != null && domainId != null) {
            var request = CloudRequest.get(new CloudScope.Domain(domainId), "/v3/auth/projects");
            this.ids = Mono.defer(() -> iam.get(request))
                    .map(response -> inRegion(response.body(), properties.region()))
                    .cache(found -> KEPT, failed -> Duration.ZERO, () -> Duration.ZERO);
        } else {
            this.ids = Mono.just(properties.projectIds());
        }
    }

    public Mono<List<String>> ids() {
        return ids;
    }

    /** Whether this replica may call at all; one without a share of the budget should leave all streams to the others. */
    public boolean readable() {
        return !share.hopeless();
    }

    private static List<String> inRegion(JsonNode body, String region) {
        var found = body.path("projects")
                .valueStream()
                .filter(project -> named(project.path("name").asString(""), region))
                .filter(project -> project.path("enabled").asBoolean(true))
                .map(project -> project.path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .sorted()
                .toList();
        if (found.isEmpty()) {
            log.warn("IAM lists no project of region {}: nothing of ECS is watched until it does", region);
        }
        return found;
    }

    private static boolean named(String name, String region) {
        return name.equals(region) || name.startsWith(region + "_");
    }
}
