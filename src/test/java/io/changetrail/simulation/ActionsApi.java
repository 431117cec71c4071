package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Nova's os-instance-actions: list and detail. */
final class ActionsApi {

    private final WorldView world;

    ActionsApi(WorldView world) {
        this.world = world;
    }

    Reply list(ComputeCall call) {
        var query = call.call().query();
        var paged = call.version().from(58);
        if (paged) {
            QuerySchema.check(
                    query,
                    call.version().from(66)
                            ? List.of("limit", "marker", "changes-since", "changes-before")
                            : List.of("limit", "marker", "changes-since"),
                    true);
        }
        var server = server(call, "list");
        var all = ShownAction.all(server, call.now());
        return paged ? page(call, all) : reply(call, all, false);
    }

    Reply detail(ComputeCall call) {
        var server = server(call, "show");
        var asked = call.route().part(3);
        var shown = ShownAction.all(server, call.now()).stream()
                .filter(action -> sameId(action.action().requestId(), asked))
                .findFirst()
                .orElseThrow(() -> ComputeFault.noAction(asked));
        var body = PythonJson.object();
        var view = ActionViews.detail(
                shown, call.version(), call.admin(), call.settings().tracebackForOwners());
        body.set("instanceAction", view);
        var seen = view.has("events") ? shown.eventIdentities() : List.<Served.Event>of();
        var evidence = new ArrayList<Object>(seen);
        evidence.add(new Served.Detail(shown.identity()));
        evidence.add(new Served.Shown(shown.identity(), shown.ordinal(), view));
        return Reply.of(200, Reply.JSON, PythonJson.write(body)).proving(evidence);
    }

    private SimulatedServer server(ComputeCall call, String policy) {
        var id = call.route().part(1);
        var server = world.server(id, call.now()).orElseThrow(() -> ComputeFault.noServer(id));
        var foreign = !call.admin() && !server.projectId().equals(call.projectId());
        if (foreign && WorldView.unscheduled(server, call.now())) {
            throw ComputeFault.policy("os-instance-actions:" + policy);
        }
        if (foreign || (!call.version().from(21) && WorldView.deleted(server, call.now()))) {
            throw ComputeFault.noServer(id);
        }
        return server;
    }

    private static Reply page(ComputeCall call, List<ShownAction> all) {
        var query = call.call().query();
        var since = QuerySchema.time(query, "changes-since");
        var before = QuerySchema.time(query, "changes-before");
        if (since != null && before != null && since.isAfter(before)) {
            throw ComputeFault.badRequest("The value of changes-since must be less than or equal to changes-before.");
        }
        var limit = QuerySchema.limit(query, QuerySchema.MOST_ROWS);
        if (limit == 0) {
            return reply(call, List.of(), false);
        }
        var rows = afterMarker(all, query).stream()
                .filter(action -> since == null || !action.updatedAt().isBefore(since))
                .filter(action -> before == null || !action.updatedAt().isAfter(before))
                .limit(limit)
                .toList();
        return reply(call, rows, rows.size() == limit);
    }

    /** A marker stands for the newest action of its request id, so an older one of the same id comes again. */
    private static List<ShownAction> afterMarker(List<ShownAction> all, Query query) {
        var marker = query.first("marker");
        if (marker == null) {
            return all;
        }
        var index = IntStream.range(0, all.size())
                .filter(i -> sameId(all.get(i).action().requestId(), marker))
                .findFirst()
                .orElseThrow(() -> ComputeFault.badRequest("Marker None could not be found."));
        return all.subList(index + 1, all.size());
    }

    private static Reply reply(ComputeCall call, List<ShownAction> rows, boolean full) {
        var body = PythonJson.object();
        var list = body.putArray("instanceActions");
        var evidence = new ArrayList<Object>();
        for (var row : rows) {
            var view = ActionViews.row(row, call.version());
            list.add(view);
            evidence.add(row.identity());
            evidence.add(new Served.Shown(row.identity(), row.ordinal(), view));
        }
        if (full) {
            NextLink.add(body, "links", call, rows.getLast().action().requestId());
        }
        return Reply.of(200, Reply.JSON, PythonJson.write(body)).proving(evidence);
    }

    private static boolean sameId(String stored, String asked) {
        return stored.toLowerCase(Locale.ROOT).equals(asked.stripTrailing().toLowerCase(Locale.ROOT));
    }
}
