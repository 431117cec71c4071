package io.changetrail.timeline.web;

import io.changetrail.timeline.StoredRows;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** A server that was resized by one request, with a stop as the rival: the story that api.md tells. */
record LinkedServer(String id, String project, UUID resize, UUID stop, UUID first, UUID change) {

    static final Instant START = Instant.parse("2024-01-30T11:51:02Z");
    static final Instant CAPTURED = Instant.parse("2024-01-30T11:51:30.029Z");

    private static final String DOCUMENT = """
            {"status": "x", "relations": [{"to_resource_type": "evs.volumes", "to_resource_id": "volume-of-%1$s"}],
             "resource": {"id": "%1$s", "properties": {"status": "ACTIVE",
              "addresses": [{"addr": "192.168.0.60", "OsExtIpsType": "fixed"}]}}}
            """;

    static LinkedServer store(StoredRows rows, String id, String project) {
        rows.server(id, project, "ecs-" + id);
        var stop = rows.action(id, project, "req-stop-" + id, "stop", START.minusSeconds(40), event("compute_stop"));
        var resize = rows.action(id, project, "req-resize-" + id, "resize", START, event("compute_finish_resize"));
        var before = Instant.parse("2024-01-29T08:00:00Z");
        var document = DOCUMENT.formatted(id);
        var first = rows.change(id, project, before, null, "{}", document);
        var change = rows.change(
                id,
                project,
                CAPTURED,
                before,
                "{\"/properties/flavor/id\": {\"before\": \"s2.medium.1\", \"after\": \"s2.large.2\"}}",
                document);
        rows.cause(id, change, "req-resize-" + id, resize, "/properties/flavor/id", 0.998);
        rows.rival(id, change, "req-stop-" + id, stop);
        rows.classed(id, change, "attributed", START.plusSeconds(22));
        rows.classed(id, first, "baseline", null);
        rows.effect(id, resize, "visible");
        rows.effect(id, stop, "none_unexpected");
        return new LinkedServer(id, project, resize, stop, first, change);
    }

    /** A change that no action explains, an hour after all else; the stop has no effect, so that each side leaves one over. */
    UUID unexplained(StoredRows rows) {
        var diff = "{\"/properties/flavor/vcpus\": {\"before\": \"1\", \"after\": \"2\"}}";
        var captured = CAPTURED.plusSeconds(3600);
        var unexplained = rows.change(id, project, captured, CAPTURED, diff, DOCUMENT.formatted(id));
        rows.classed(id, unexplained, "unattributed", null);
        return unexplained;
    }

    /** Both sources were watched until long after the story, so that nothing of it is pending. */
    static void watched(StoredRows rows, String... projects) {
        var until = Instant.parse("2024-02-10T00:00:00Z");
        rows.stream("rms", "domain", until);
        Stream.of(projects).forEach(project -> rows.stream("ecs", project, until));
    }

    private static String event(String name) {
        return "[{\"event\": \"" + name + "\", \"start_time\": \"2024-01-30T11:51:03.000000\", "
                + "\"finish_time\": \"2024-01-30T11:51:24.000000\", \"result\": \"Success\", "
                + "\"traceback\": \"Traceback of " + name + "\"}]";
    }
}
