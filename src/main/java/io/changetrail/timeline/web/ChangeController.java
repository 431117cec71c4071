package io.changetrail.timeline.web;

import io.changetrail.access.Caller;
import io.changetrail.timeline.ChangeDetail;
import io.changetrail.timeline.Changes;
import io.changetrail.timeline.Disclosure;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One change, with everything known of it. */
@RestController
@Tag(name = "Timelines")
class ChangeController {

    private final Changes changes;

    ChangeController(Changes changes) {
        this.changes = changes;
    }

    @GetMapping("/api/v1/changes/{change_id}")
    @Operation(
            operationId = "change",
            summary = "One history item: diff, causes, rivals, versions, link history",
            description = "Auditors also see the raw document.")
    @Accepts({})
    ChangeDetail one(
            @AuthenticationPrincipal Caller caller, @PathVariable("change_id") String changeId, Parameters parameters) {
        parameters.check();
        var disclosure = new Disclosure(caller.mayAudit(), caller.mayAudit());
        return changes.find(Ids.uuid(changeId), caller::maySee, disclosure, parameters.now())
                .orElseThrow(NotKnown::new);
    }
}
