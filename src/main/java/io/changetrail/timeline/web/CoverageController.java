package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.PROJECT_ID;
import static io.changetrail.timeline.web.Accepted.SINCE;
import static io.changetrail.timeline.web.Accepted.UNTIL;

import io.changetrail.access.Caller;
import io.changetrail.inventory.Backfills;
import io.changetrail.sync.StreamKey;
import io.changetrail.timeline.web.Envelope.Page;
import io.changetrail.timeline.web.Envelope.Window;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.RestController;

/** What has been watched. */
@RestController
@Tag(name = "Coverage")
class CoverageController {

    private final Scopes scopes;
    private final Answers answers;
    private final Backfills backfills;

    CoverageController(Scopes scopes, Answers answers, Backfills backfills) {
        this.backfills = backfills;
        this.scopes = scopes;
        this.answers = answers;
    }

    @ListMapping("/api/v1/coverage")
    @Operation(
            operationId = "coverage",
            summary = "What has been watched, per source and project, with gaps",
            description =
                    "The rows stand in `data` with how far a first backfill is, and, as in every list, in `coverage`.")
    @Accepts({PROJECT_ID, SINCE, UNTIL})
    Envelope<WatchedRow> coverage(@AuthenticationPrincipal Caller caller, Parameters parameters) {
        var choice = parameters.choice("project_id", Set.of());
        var window = new Window(parameters.time("since"), parameters.time("until"));
        if (window.since() != null && window.until() != null && !window.since().isBefore(window.until())) {
            parameters.fault("since", "It must be before until.");
        }
        parameters.check();
        var projects = scopes.known(scopes.projects(caller, choice));
        var rows = answers.coverage(projects, window, parameters.now());
        return new Envelope<>(watched(rows, parameters.now()), new Page(null), window, rows, null);
    }

    private List<WatchedRow> watched(List<CoverageRow> rows, Instant now) {
        var underWay = backfills.underWay();
        return rows.stream()
                .map(row -> WatchedRow.of(row, underWay.get(new StreamKey(row.source(), row.scope())), now))
                .toList();
    }
}
