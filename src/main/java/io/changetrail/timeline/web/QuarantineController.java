package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.CURSOR;
import static io.changetrail.timeline.web.Accepted.LIMIT;

import io.changetrail.access.Caller;
import io.changetrail.access.CursorSeal;
import io.changetrail.ecs.UntoldActions;
import io.changetrail.inventory.Server;
import io.changetrail.inventory.Servers;
import io.changetrail.inventory.SyncRequests;
import io.changetrail.sync.QuarantinedRecord;
import io.changetrail.sync.QuarantinedRecords;
import io.changetrail.timeline.web.Envelope.Window;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What could not be parsed, for operators; records of a whole domain only for those who see all projects. */
@RestController
@Tag(name = "Operations")
class QuarantineController {

    /** Tells a cursor of this list from others. */
    private static final String AFTER = "quarantine:";

    private final QuarantinedRecords quarantine;
    private final Servers servers;
    private final SyncRequests requests;
    private final UntoldActions untold;
    private final SyncController syncs;
    private final Scopes scopes;
    private final Answers answers;
    private final CursorSeal seal;

    QuarantineController(
            QuarantinedRecords quarantine,
            Servers servers,
            SyncRequests requests,
            UntoldActions untold,
            SyncController syncs,
            Scopes scopes,
            Answers answers,
            CursorSeal seal) {
        this.quarantine = quarantine;
        this.servers = servers;
        this.requests = requests;
        this.untold = untold;
        this.syncs = syncs;
        this.scopes = scopes;
        this.answers = answers;
        this.seal = seal;
    }

    @ListMapping("/api/v1/quarantine")
    @Operation(
            operationId = "quarantine",
            summary = "What an upstream served and could not be parsed, newest first",
            description = "Auditors also see the body. Needs the roles changetrail.read and changetrail.operate.")
    @Accepts({LIMIT, CURSOR})
    ResponseEntity<Envelope<QuarantineRow>> list(
            @AuthenticationPrincipal Caller caller, Parameters parameters, ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        asked.limit();
        asked.position();
        parameters.check();
        return answers.list(
                asked,
                scopes.known(scopes.projects(caller)),
                new Window(null, null),
                (after, limit) -> slice(caller, after, limit));
    }

    @PostMapping(path = "/api/v1/quarantine/{id}/replay", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "replay",
            summary = "Asks the upstream for the record again",
            description =
                    "What is kept has no secrets any more and so no identity: the server is read again, its history"
                            + " from the beginning, and its actions without events one by one. `Location` tells how it goes."
                            + " Not for records of no known server. Needs the role changetrail.operate.")
    @Accepts({})
    ResponseEntity<SyncRow> replay(
            @AuthenticationPrincipal Caller caller, @PathVariable("id") String id, Parameters parameters) {
        parameters.check();
        var known = quarantine
                .find(Ids.uuid(id))
                .filter(quarantined -> caller.maySee(quarantined.scope()))
                .orElseThrow(NotKnown::new);
        var server = server(known);
        quarantine.replayed(known.id(), parameters.now());
        untold.askAgain(server.id());
        return syncs.accepted(requests.openFromTheBeginning(server, parameters.now()));
    }

    private Server server(QuarantinedRecord quarantined) {
        return Optional.ofNullable(quarantined.resourceId())
                .flatMap(id -> servers.find(id))
                .orElseThrow(QuarantineController::noServer);
    }

    private static ErrorResponseException noServer() {
        var problem = ProblemDetail.forStatus(HttpStatus.CONFLICT);
        problem.setType(URI.create("urn:changetrail:problem:no-server"));
        problem.setTitle("No server to read again");
        problem.setDetail("The record names no known server; the next full sweep asks for it again.");
        return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
    }

    private Slice<QuarantineRow> slice(Caller caller, @Nullable String after, int limit) {
        var last = after == null ? null : UUID.fromString(after.substring(AFTER.length()));
        var found = quarantine.list(scopes.projects(caller), last, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        return new Slice<>(
                shown.stream()
                        .map(quarantined -> QuarantineRow.of(quarantined, caller.mayAudit()))
                        .toList(),
                found.size() > limit ? AFTER + shown.getLast().id() : null);
    }
}
