package io.changetrail.timeline.web;

import static io.changetrail.timeline.web.Accepted.ACTION;
import static io.changetrail.timeline.web.Accepted.ATTRIBUTION;
import static io.changetrail.timeline.web.Accepted.BUCKET;
import static io.changetrail.timeline.web.Accepted.BY;
import static io.changetrail.timeline.web.Accepted.CURSOR;
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
import io.changetrail.timeline.Annotation;
import io.changetrail.timeline.Stat;
import io.changetrail.timeline.Stats;
import io.changetrail.timeline.Timelines;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.RestController;

/** What dashboards draw. */
@RestController
@Tag(name = "Dashboards")
class DashboardController {

    private static final List<String> BUCKETS = List.of("1h", "1m", "5m", "15m", "6h", "1d");

    private final Timelines timelines;
    private final Stats stats;
    private final Scopes scopes;
    private final Answers answers;
    private final CursorSeal seal;

    DashboardController(Timelines timelines, Stats stats, Scopes scopes, Answers answers, CursorSeal seal) {
        this.timelines = timelines;
        this.stats = stats;
        this.scopes = scopes;
        this.answers = answers;
        this.seal = seal;
    }

    @ListMapping("/api/v1/stats")
    @Operation(
            operationId = "stats",
            summary = "Entries counted by time, kind, action, outcome and attribution",
            description = "The last 24 hours unless a window is given; a window is at most 31 days. All rows at once.")
    @Accepts({
        BUCKET,
        BY,
        PROJECT_ID,
        SERVER_ID,
        KIND,
        SINCE,
        UNTIL,
        ACTION,
        USER_ID,
        REQUEST_ID,
        OUTCOME,
        STATUS,
        ATTRIBUTION,
        PATH
    })
    ResponseEntity<Envelope<Stat>> stats(
            @AuthenticationPrincipal Caller caller, Parameters parameters, ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        var bucket = length(parameters.word("bucket", BUCKETS));
        var byServer = parameters.one("by") != null;
        parameters.word("by", List.of("server_id"));
        var many = ManyServers.of(asked, caller, scopes);
        var query = many.timeline().query(many.scope(), null, 1);
        return answers.list(
                asked,
                many.projects(),
                many.timeline().window(),
                (after, limit) -> Slice.whole(stats.count(query, bucket, byServer, parameters.now())));
    }

    @ListMapping("/api/v1/annotations")
    @Operation(
            operationId = "annotations",
            summary = "Entries as Grafana annotations",
            description = "The filters, windows and pages of `/api/v1/timeline`.")
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
        PATH
    })
    ResponseEntity<Envelope<Annotation>> annotations(
            @AuthenticationPrincipal Caller caller, Parameters parameters, ServerHttpRequest request) {
        var asked = new Asked(caller, parameters, request, seal);
        var many = ManyServers.of(asked, caller, scopes);
        var timeline = many.timeline();
        return answers.list(asked, many.projects(), timeline.window(), (after, limit) -> {
            var query = timeline.query(many.scope(), after, limit);
            var slice = timeline.slice(timelines.page(query, timeline.disclosure(), parameters.now()));
            return new Slice<>(slice.rows().stream().map(Annotation::of).toList(), slice.next());
        });
    }

    private static Duration length(String bucket) {
        return bucket.endsWith("d")
                ? Duration.parse("P" + bucket.toUpperCase(Locale.ROOT))
                : Duration.parse("PT" + bucket.toUpperCase(Locale.ROOT));
    }
}
