package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.PROJECT_ID;
import static io.changetrail.timeline.web.Accepted.SERVER_ID;

import io.changetrail.access.Caller;
import io.changetrail.inventory.SyncRequest;
import io.changetrail.inventory.SyncRequests;
import io.changetrail.sync.Projects;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Operators' wishes to read now what would be read later. */
@RestController
@Tag(name = "Operations")
class SyncController {

    private final SyncRequests requests;
    private final Scopes scopes;

    SyncController(SyncRequests requests, Scopes scopes) {
        this.requests = requests;
        this.scopes = scopes;
    }

    @PostMapping(path = "/api/v1/sync", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "startSync",
            summary = "Reads servers now, changed or not",
            description =
                    "All that the caller may see unless projects or servers are named. `Location` tells how it goes."
                            + " Needs the role changetrail.operate.")
    @Accepts({PROJECT_ID, SERVER_ID})
    ResponseEntity<SyncRow> start(@AuthenticationPrincipal Caller caller, Parameters parameters) {
        var projectChoice = parameters.choice("project_id", Set.of());
        var servers = parameters.choice("server_id", Set.of());
        if (servers != null && servers.excluded()) {
            parameters.fault("server_id", "No server can be left out here.");
        }
        parameters.check();
        var projects = scopes.projects(caller, projectChoice);
        return accepted(requests.open(projects, servers == null ? null : servers.values(), parameters.now()));
    }

    @GetMapping("/api/v1/sync/{id}")
    @Operation(
            operationId = "sync",
            summary = "How far a sync has come",
            description = "Needs the roles changetrail.read and changetrail.operate.")
    @Accepts({})
    SyncRow one(@AuthenticationPrincipal Caller caller, @PathVariable("id") String id, Parameters parameters) {
        parameters.check();
        return requests.find(Ids.uuid(id))
                .filter(request -> isOf(scopes.projects(caller), request))
                .map(SyncRow::of)
                .orElseThrow(NotKnown::new);
    }

    ResponseEntity<SyncRow> accepted(UUID id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/sync/" + id))
                .body(requests.find(id).map(SyncRow::of).orElseThrow(NotKnown::new));
    }

    private static boolean isOf(Projects visible, SyncRequest request) {
        return visible instanceof Projects.All
                || (request.projects() != null && request.projects().stream().allMatch(visible::include));
    }
}
