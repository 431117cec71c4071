package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.CHANGED_SINCE;
import static io.changetrail.timeline.web.Accepted.CURSOR;
import static io.changetrail.timeline.web.Accepted.LIMIT;
import static io.changetrail.timeline.web.Accepted.ORDER;
import static io.changetrail.timeline.web.Accepted.PROJECT_ID;
import static io.changetrail.timeline.web.Accepted.Q;
import static io.changetrail.timeline.web.Accepted.STATE;

import io.changetrail.access.Caller;
import io.changetrail.access.CursorSeal;
import io.changetrail.inventory.ServerQuery;
import io.changetrail.timeline.ServerRow;
import io.changetrail.timeline.ServerRows;
import io.changetrail.timeline.web.Envelope.Window;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The known servers, deleted ones too; pages go by server id. */
@RestController
@Tag(name = "Servers")
class ServerController {

    /** Tells a cursor of this list from those of timelines, whose contents begin with a time. */
    private static final String AFTER = "server:";

    private final ServerRows servers;
    private final Scopes scopes;
    private final Answers answers;
    private final CursorSeal seal;

    ServerController(ServerRows servers, Scopes scopes, Answers answers, CursorSeal seal) {
        this.servers = servers;
        this.scopes = scopes;
        this.answers = answers;
        this.seal = seal;
    }

    @ListMapping("/api/v1/servers")
    @Operation(
            operationId = "servers",
            summary = "Known servers, deleted ones too",
            description = "By server id. Rows hold what is known now; `coverage` is of all time.")
    @Accepts({PROJECT_ID, Q, STATE, CHANGED_SINCE, ORDER, LIMIT, CURSOR})
    ResponseEntity<Envelope<ServerRow>> list(
            @AuthenticationPrincipal Caller caller, Parameters parameters, ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        var projectChoice = parameters.choice("project_id", Set.of());
        var states = parameters.choice("state", Set.of());
        var search = parameters.one("q");
        var changedSince = parameters.time("changed_since");
        var ascending = asked.ascending();
        asked.limit();
        asked.position();
        parameters.check();
        var projects = scopes.projects(caller, projectChoice);
        var query = new ServerQuery(
                projects,
                search,
                states == null ? Set.of() : states.values(),
                states != null && states.excluded(),
                changedSince,
                ascending,
                0,
                null);
        return answers.list(
                asked,
                scopes.known(projects),
                new Window(null, null),
                (after, limit) -> slice(query, after, limit, parameters.now()));
    }

    private Slice<ServerRow> slice(ServerQuery query, @Nullable String after, int limit, Instant now) {
        var found = servers.list(query.page(limit + 1, after == null ? null : after.substring(AFTER.length())), now);
        var shown = found.subList(0, Math.min(limit, found.size()));
        return new Slice<>(shown, found.size() > limit ? AFTER + shown.getLast().serverId() : null);
    }

    @GetMapping("/api/v1/servers/{server_id}")
    @Operation(
            operationId = "server",
            summary = "One server with its current properties",
            description = "A deleted server answers its last ones.")
    @Accepts({})
    ServerRow one(
            @AuthenticationPrincipal Caller caller, @PathVariable("server_id") String serverId, Parameters parameters) {
        parameters.check();
        return servers.withProperties(scopes.server(caller, serverId), parameters.now());
    }
}
