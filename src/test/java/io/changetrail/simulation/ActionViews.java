package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedEvent;
import tools.jackson.databind.node.ObjectNode;

/** Instance actions as JSON: a field that version or role does not show is absent, never null. */
final class ActionViews {

    private ActionViews() {}

    static ObjectNode row(ShownAction shown, Microversion version) {
        var action = shown.action();
        var row = PythonJson.object()
                .put("action", action.action())
                .put("instance_uuid", shown.server().id())
                .put("request_id", action.requestId())
                .put("user_id", action.userId())
                .put("project_id", action.projectId())
                .put("start_time", NovaTime.write(action.start()))
                .put("message", shown.failed() ? "Error" : null);
        return version.from(58) ? row.put("updated_at", NovaTime.write(shown.updatedAt())) : row;
    }

    static ObjectNode detail(ShownAction shown, Microversion version, boolean admin, boolean tracebackForOwners) {
        var detail = row(shown, version);
        if (admin || tracebackForOwners || version.from(51)) {
            var events = detail.putArray("events");
            shown.events()
                    .reversed()
                    .forEach(event -> events.add(event(event, shown, version, admin, admin || tracebackForOwners)));
        }
        return detail;
    }

    private static ObjectNode event(
            SimulatedEvent event, ShownAction shown, Microversion version, boolean admin, boolean privileged) {
        var finish = event.finish();
        var view = PythonJson.object()
                .put("event", event.event())
                .put("start_time", NovaTime.write(event.start()))
                .put("finish_time", finish == null ? null : NovaTime.write(finish))
                .put("result", event.result());
        if (privileged) {
            view.put("traceback", event.traceback());
        }
        if (version.from(62)) {
            if (privileged) {
                view.put("host", host(event));
            }
            view.put("hostId", hostId(event, shown));
        }
        if (version.from(84) && admin) {
            view.put("details", "Error".equals(event.result()) ? "Simulated failure" : null);
        }
        return view;
    }

    /** The world does not say on which host an event ran: computes and controllers have one name each. */
    private static String host(SimulatedEvent event) {
        return event.event().startsWith("compute_") ? "simulated-compute" : "simulated-controller";
    }

    private static String hostId(SimulatedEvent event, ShownAction shown) {
        var project = shown.action().projectId();
        return Account.hostId(project == null ? shown.server().projectId() : project, host(event));
    }
}
