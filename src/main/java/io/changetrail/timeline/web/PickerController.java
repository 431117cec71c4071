package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.CURSOR;
import static io.changetrail.timeline.web.Accepted.LIMIT;
import static io.changetrail.timeline.web.Accepted.PROJECT_ID;
import static io.changetrail.timeline.web.Accepted.SERVER_ID;
import static io.changetrail.timeline.web.Accepted.SINCE;
import static io.changetrail.timeline.web.Accepted.UNTIL;

import io.changetrail.access.Caller;
import io.changetrail.access.CursorSeal;
import io.changetrail.timeline.Attribute;
import io.changetrail.timeline.AttributeValue;
import io.changetrail.timeline.AttributeValues;
import io.changetrail.timeline.web.Envelope.Window;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What filters can be set to. */
@RestController
@Tag(name = "Dashboards")
class PickerController {

    /** Tells a cursor of this list from others. */
    private static final String AFTER = "value:";

    private final AttributeValues values;
    private final Scopes scopes;
    private final Answers answers;
    private final CursorSeal seal;

    PickerController(AttributeValues values, Scopes scopes, Answers answers, CursorSeal seal) {
        this.values = values;
        this.scopes = scopes;
        this.answers = answers;
        this.seal = seal;
    }

    @ListMapping("/api/v1/attributes/{name}")
    @Operation(
            operationId = "attributes",
            summary = "Distinct values of action, user_id, project_id, status or path, with counts",
            description = "All time unless a window is given; `text` is the value as people read it.")
    @Accepts({PROJECT_ID, SERVER_ID, SINCE, UNTIL, LIMIT, CURSOR})
    ResponseEntity<Envelope<AttributeValue>> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable("name") String name,
            Parameters parameters,
            ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        var projects = parameters.choice("project_id", Set.of());
        var servers = parameters.choice("server_id", Set.of());
        var window = new Window(parameters.time("since"), parameters.time("until"));
        if (window.since() != null && window.until() != null && !window.since().isBefore(window.until())) {
            parameters.fault("since", "It must be before until.");
        }
        asked.limit();
        asked.position();
        parameters.check();
        var attribute = Attribute.of(name).orElseThrow(NotKnown::new);
        var scope = scopes.scope(caller, projects, servers);
        var leftOut = servers != null && servers.excluded() ? servers.values() : Set.<String>of();
        return answers.list(asked, scopes.known(scopes.projects(caller, projects)), window, (after, limit) -> {
            var last = after == null ? null : after.substring(AFTER.length());
            var found = values.of(
                    attribute,
                    new AttributeValues.Query(scope, leftOut, window.since(), window.until(), last, limit + 1));
            var shown = found.subList(0, Math.min(limit, found.size()));
            return new Slice<>(
                    shown, found.size() > limit ? AFTER + shown.getLast().value() : null);
        });
    }
}
