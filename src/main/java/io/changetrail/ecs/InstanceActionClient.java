package io.changetrail.ecs;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.CloudRequest;
import io.changetrail.cloud.CloudScope;
import io.changetrail.cloud.CloudService;
import io.changetrail.cloud.MarkerPages;
import io.changetrail.cloud.Markers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Nova's two calls on instance actions. */
@Component
class InstanceActionClient {

    private static final int PAGE = 1000;
    private static final String LIST = "/v2.1/{}/servers/{}/os-instance-actions";

    private final ObjectProvider<CloudService> nova;

    InstanceActionClient(@Qualifier("ecsCloud") ObjectProvider<CloudService> nova) {
        this.nova = nova;
    }

    /** The whole list, always without {@code changes-since}: ranks and ordinals count from the oldest row. */
    Mono<ActionList> list(String project, String server) {
        var first = CloudRequest.get(new CloudScope.Project(project), LIST, project, server)
                .with("limit", PAGE);
        return MarkerPages.walk(first, nova.getObject()::get, Markers.novaActions())
                .collect(ActionList::new, (list, page) -> list.add(page.list("instanceActions"), page.servedAt()));
    }

    /** The detail of the newest action with that request id; empty if Nova has none any more. */
    Mono<JsonNode> detail(String project, String server, String requestId) {
        var request = CloudRequest.get(new CloudScope.Project(project), LIST + "/{}", project, server, requestId);
        return nova.getObject()
                .get(request)
                .map(response -> response.body().path("instanceAction"))
                .onErrorResume(
                        CloudException.class, failure -> failure.isUnknownThing() ? Mono.empty() : Mono.error(failure));
    }
}
