package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.CURSOR;
import static io.changetrail.timeline.web.Accepted.LIMIT;
import static io.changetrail.timeline.web.Accepted.ORDER;
import static io.changetrail.timeline.web.Accepted.PROJECT_ID;
import static io.changetrail.timeline.web.Accepted.SERVER_ID;
import static io.changetrail.timeline.web.Accepted.SIDE;
import static io.changetrail.timeline.web.Accepted.SINCE;
import static io.changetrail.timeline.web.Accepted.UNTIL;

import io.changetrail.access.Caller;
import io.changetrail.access.CursorSeal;
import io.changetrail.timeline.Kind;
import io.changetrail.timeline.Residual;
import io.changetrail.timeline.Timelines;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.RestController;

/** What the join leaves over. */
@RestController
@Tag(name = "Timelines")
class ResidualController {

    private final Timelines timelines;
    private final Scopes scopes;
    private final Answers answers;
    private final CursorSeal seal;

    ResidualController(Timelines timelines, Scopes scopes, Answers answers, CursorSeal seal) {
        this.timelines = timelines;
        this.scopes = scopes;
        this.answers = answers;
        this.seal = seal;
    }

    @ListMapping("/api/v1/residuals")
    @Operation(
            operationId = "residuals",
            summary = "Changes without a known action, or actions without a visible effect",
            description =
                    "The last 24 hours unless a window is given. What may still find its other half is not listed.")
    @Accepts({SIDE, PROJECT_ID, SERVER_ID, SINCE, UNTIL, ORDER, LIMIT, CURSOR})
    ResponseEntity<Envelope<Residual>> list(
            @AuthenticationPrincipal Caller caller, Parameters parameters, ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        var side = parameters.word("side", List.of("change", "action")).equals("action") ? Kind.ACTION : Kind.CHANGE;
        var projects = parameters.choice("project_id", Set.of());
        var servers = parameters.choice("server_id", Set.of());
        var timeline = TimelineRequest.recent(asked);
        var scope = scopes.scope(caller, projects, servers);
        return answers.list(
                asked, scopes.known(scopes.projects(caller, projects)), timeline.window(), (after, limit) -> {
                    var query = timeline.query(scope, after, limit).residuals(side);
                    var slice = timeline.slice(timelines.page(query, timeline.disclosure(), parameters.now()));
                    return new Slice<>(slice.rows().stream().map(Residual::of).toList(), slice.next());
                });
    }
}
