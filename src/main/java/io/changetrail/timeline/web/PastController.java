package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.AT;
import static io.changetrail.timeline.web.Accepted.BASIS;
import static io.changetrail.timeline.web.Accepted.FROM;
import static io.changetrail.timeline.web.Accepted.TO;

import io.changetrail.access.Caller;
import io.changetrail.timeline.Basis;
import io.changetrail.timeline.BlameRow;
import io.changetrail.timeline.ServerDiff;
import io.changetrail.timeline.ServerPasts;
import io.changetrail.timeline.ServerState;
import io.changetrail.timeline.web.Envelope.Page;
import io.changetrail.timeline.web.Envelope.Window;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a server was, how it came to differ, and who wrote each of its properties last. */
@RestController
@Tag(name = "Servers")
class PastController {

    private final ServerPasts pasts;
    private final Scopes scopes;
    private final Answers answers;

    PastController(ServerPasts pasts, Scopes scopes, Answers answers) {
        this.pasts = pasts;
        this.scopes = scopes;
        this.answers = answers;
    }

    @GetMapping("/api/v1/servers/{server_id}/state")
    @Operation(
            operationId = "serverState",
            summary = "Properties and relations as they were at a time",
            description = "A deleted server answers its last values; before the first capture there are none.")
    @Accepts({AT, BASIS})
    ServerState state(
            @AuthenticationPrincipal Caller caller, @PathVariable("server_id") String serverId, Parameters parameters) {
        var at = time(parameters, "at");
        var basis = basis(parameters);
        parameters.check();
        return pasts.state(scopes.server(caller, serverId), at, basis);
    }

    @GetMapping("/api/v1/servers/{server_id}/diff")
    @Operation(
            operationId = "serverDiff",
            summary = "How a server at one time differs from itself at an earlier one",
            description = "`changes` and `requests` are the ids of what lies between.")
    @Accepts({FROM, TO, BASIS})
    ServerDiff diff(
            @AuthenticationPrincipal Caller caller, @PathVariable("server_id") String serverId, Parameters parameters) {
        if (parameters.one("from") == null) {
            parameters.fault("from", "It is missing.");
        }
        var from = time(parameters, "from");
        var to = time(parameters, "to");
        var basis = basis(parameters);
        if (from.isAfter(to)) {
            parameters.fault("from", "It must not be after to.");
        }
        parameters.check();
        return pasts.diff(scopes.server(caller, serverId), from, to, basis);
    }

    @ListMapping("/api/v1/servers/{server_id}/blame")
    @Operation(
            operationId = "serverBlame",
            summary = "Who wrote each property last, by which request, and how sure that is",
            description = "By path; elements of lists by their identity.")
    @Accepts({AT, BASIS})
    Envelope<BlameRow> blame(
            @AuthenticationPrincipal Caller caller, @PathVariable("server_id") String serverId, Parameters parameters) {
        @Nullable Instant until = parameters.time("at");
        var at = time(parameters, "at");
        var basis = basis(parameters);
        parameters.check();
        var server = scopes.server(caller, serverId);
        var window = new Window(null, until);
        var coverage = answers.coverage(List.of(server.projectId()), window, parameters.now());
        var rows = pasts.blame(server, at, basis, parameters.now());
        return new Envelope<>(rows, new Page(null), window, coverage, null);
    }

    private static Instant time(Parameters parameters, String name) {
        return Objects.requireNonNullElse(parameters.time(name), parameters.now());
    }

    private static Basis basis(Parameters parameters) {
        var word = parameters.word("basis", List.of("captured", "occurred"));
        return word.equals("occurred") ? Basis.OCCURRED : Basis.CAPTURED;
    }
}
