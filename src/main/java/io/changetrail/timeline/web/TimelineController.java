package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.ACTION;
import static io.changetrail.timeline.web.Accepted.ATTRIBUTION;
import static io.changetrail.timeline.web.Accepted.CURSOR;
import static io.changetrail.timeline.web.Accepted.INCLUDE;
import static io.changetrail.timeline.web.Accepted.KIND;
import static io.changetrail.timeline.web.Accepted.LIMIT;
import static io.changetrail.timeline.web.Accepted.ORDER;
import static io.changetrail.timeline.web.Accepted.OUTCOME;
import static io.changetrail.timeline.web.Accepted.PATH;
import static io.changetrail.timeline.web.Accepted.PROJECT_ID;
import static io.changetrail.timeline.web.Accepted.REQUEST_ID;
import static io.changetrail.timeline.web.Accepted.SERVER_ID;
import static io.changetrail.timeline.web.Accepted.SINCE;
import static io.changetrail.timeline.web.Accepted.STATUS;
import static io.changetrail.timeline.web.Accepted.UNTIL;
import static io.changetrail.timeline.web.Accepted.USER_ID;

import io.changetrail.access.Caller;
import io.changetrail.access.CursorSeal;
import io.changetrail.sync.Coverages;
import io.changetrail.timeline.TimelineEntry;
import io.changetrail.timeline.TimelineScope;
import io.changetrail.timeline.Timelines;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Collection;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Timelines of one server and of many. */
@RestController
@Tag(name = "Timelines")
class TimelineController {

    private final Timelines timelines;
    private final Coverages coverages;
    private final Scopes scopes;
    private final Answers answers;
    private final CursorSeal seal;

    TimelineController(Timelines timelines, Coverages coverages, Scopes scopes, Answers answers, CursorSeal seal) {
        this.timelines = timelines;
        this.coverages = coverages;
        this.scopes = scopes;
        this.answers = answers;
        this.seal = seal;
    }

    @ListMapping("/api/v1/servers/{server_id}/timeline")
    @Operation(
            operationId = "serverTimeline",
            summary = "Actions and changes of one server in one order, linked",
            description = "All of it unless a window is given.")
    @Accepts({
        KIND,
        SINCE,
        UNTIL,
        ORDER,
        LIMIT,
        CURSOR,
        ACTION,
        USER_ID,
        REQUEST_ID,
        OUTCOME,
        STATUS,
        ATTRIBUTION,
        PATH,
        INCLUDE
    })
    ResponseEntity<Envelope<TimelineEntry>> ofServer(
            @AuthenticationPrincipal Caller caller,
            @PathVariable("server_id") String serverId,
            Parameters parameters,
            ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        var timeline = TimelineRequest.unbounded(asked);
        var server = scopes.server(caller, serverId);
        var scope = new TimelineScope.OfServers(List.of(server.id()));
        return answer(asked, timeline, scope, List.of(server.projectId()));
    }

    @ListMapping("/api/v1/timeline")
    @Operation(
            operationId = "timeline",
            summary = "Actions and changes of many servers in one order, linked",
            description = "The last 24 hours unless a window is given; a window is at most 31 days.")
    @Accepts({
        PROJECT_ID,
        SERVER_ID,
        KIND,
        SINCE,
        UNTIL,
        ORDER,
        LIMIT,
        CURSOR,
        ACTION,
        USER_ID,
        REQUEST_ID,
        OUTCOME,
        STATUS,
        ATTRIBUTION,
        PATH,
        INCLUDE
    })
    ResponseEntity<Envelope<TimelineEntry>> ofMany(
            @AuthenticationPrincipal Caller caller, Parameters parameters, ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        var many = ManyServers.of(asked, caller, scopes);
        return answer(asked, many.timeline(), many.scope(), many.projects());
    }

    private ResponseEntity<Envelope<TimelineEntry>> answer(
            Asked asked, TimelineRequest timeline, TimelineScope scope, Collection<String> projects) {
        var now = asked.parameters().now();
        var watching = coverages.watching();
        return answers.list(
                asked,
                watching,
                projects,
                timeline.window(),
                (after, limit) -> timeline.slice(
                        timelines.page(timeline.query(scope, after, limit), timeline.disclosure(), watching, now)));
    }
}
