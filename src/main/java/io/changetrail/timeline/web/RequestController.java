package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.CURSOR;
import static io.changetrail.timeline.web.Accepted.INCLUDE;
import static io.changetrail.timeline.web.Accepted.KIND;
import static io.changetrail.timeline.web.Accepted.LIMIT;
import static io.changetrail.timeline.web.Accepted.ORDER;
import static io.changetrail.timeline.web.Accepted.SINCE;
import static io.changetrail.timeline.web.Accepted.UNTIL;

import io.changetrail.access.Caller;
import io.changetrail.access.CursorSeal;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.ecs.InstanceActions;
import io.changetrail.timeline.RelatedResources;
import io.changetrail.timeline.TimelineEntry;
import io.changetrail.timeline.TimelineScope;
import io.changetrail.timeline.Timelines;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The change-set of one request. */
@RestController
@Tag(name = "Timelines")
class RequestController {

    private final InstanceActions actions;
    private final Timelines timelines;
    private final RelatedResources related;
    private final Scopes scopes;
    private final Answers answers;
    private final CursorSeal seal;

    RequestController(
            InstanceActions actions,
            Timelines timelines,
            RelatedResources related,
            Scopes scopes,
            Answers answers,
            CursorSeal seal) {
        this.actions = actions;
        this.timelines = timelines;
        this.related = related;
        this.scopes = scopes;
        this.answers = answers;
        this.seal = seal;
    }

    @ListMapping("/api/v1/requests/{request_id}")
    @Operation(
            operationId = "request",
            summary = "Every server, action, event and change that one request touched",
            description = "`related` names the resources that the changed servers of this page stood in a relation to.")
    @Accepts({KIND, SINCE, UNTIL, ORDER, LIMIT, CURSOR, INCLUDE})
    ResponseEntity<Envelope<TimelineEntry>> one(
            @AuthenticationPrincipal Caller caller,
            @PathVariable("request_id") String requestId,
            Parameters parameters,
            ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        var timeline = TimelineRequest.unbounded(asked);
        var projects = actions.ofRequest(Ids.text(requestId)).stream()
                .map(InstanceAction::projectId)
                .filter(caller::maySee)
                .collect(Collectors.toSet());
        if (projects.isEmpty()) {
            throw new NotKnown();
        }
        var scope = new TimelineScope.OfRequest(requestId, scopes.projects(caller));
        return answers.list(
                asked,
                projects,
                timeline.window(),
                (after, limit) -> timeline.slice(
                        timelines.page(timeline.query(scope, after, limit), timeline.disclosure(), parameters.now())),
                related::of);
    }
}
