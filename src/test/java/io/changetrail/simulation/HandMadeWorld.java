package io.changetrail.simulation;

import io.changetrail.simulation.World.Project;
import io.changetrail.simulation.World.ServerRow;
import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedEvent;
import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small world written by hand, every life in it counted from one moment: {@code web} lives plainly, {@code batch} is
 * deleted and later purged, {@code foreign} belongs to the other project.
 */
final class HandMadeWorld {

    static final String DOMAIN = "daf2557fc0de4da09e128441baa71697";
    static final Project TEAM = new Project("ecabfaea4fd6425ba80d6f8860d8847d", "eu-de_team");
    static final Project OTHER = new Project("0b51a2f3c4d54e6f8a7b9c0d1e2f3a4b", "eu-de_other");
    static final String WEB = "d418cc33-dd14-43f7-aa1e-a72ecab1a9b3";
    static final String BATCH = "3a6f1f0e-7d55-4d3c-9f86-1f8f5d1f7c02";
    static final String FOREIGN = "b1d9c6c4-50a5-4b53-9d5c-0d1b7b7c7a03";
    static final String USER = "e3b5c19edad843e682a6a21a3b950127";

    private final Instant zero;

    private HandMadeWorld(Instant zero) {
        this.zero = zero.truncatedTo(ChronoUnit.SECONDS);
    }

    /** A world whose servers are created at {@code zero}; whatever it names by minutes is counted from there. */
    static World around(Instant zero, long seed) {
        var made = new HandMadeWorld(zero);
        return new World(
                "hand-made",
                seed,
                "eu-de",
                DOMAIN,
                "OTC-EU-DE-00000000001000000001",
                List.of(TEAM, OTHER),
                List.of(made.web(), made.batch(), made.foreign()),
                List.of());
    }

    /** Request ids are their number in the last digits. */
    static String request(int number) {
        return "req-00000000-0000-4000-8000-%012d".formatted(number);
    }

    private SimulatedServer web() {
        return new SimulatedServer(
                WEB,
                TEAM.id(),
                List.of(
                        action(1, "create", 0, event("compute__do_build_and_run_instance", 1, 9, "Success")),
                        action(2, "stop", 600, event("compute_stop_instance", 601, 605, "Success")),
                        action(
                                3,
                                "resize",
                                1200,
                                event("conductor_migrate_server", 1201, 1202, "Success"),
                                event("compute_prep_resize", 1203, 1260, "Error")),
                        action(4, "start", 1800, event("compute_start_instance", 1801, 1804, "Success")),
                        action(5, "confirmResize", 2400),
                        action(5, "delete", 2400, event("compute_terminate_instance", 2401, null, null))),
                List.of(
                        row("web", WEB, TEAM, "ACTIVE", 0, 9),
                        row("web", WEB, TEAM, "SHUTOFF", 0, 605),
                        row("web", WEB, TEAM, "ACTIVE", 0, 1804)),
                List.of(
                        item(WEB, TEAM, "web", "CREATE", "ACTIVE", 9, 15, 20),
                        item(WEB, TEAM, "web", "UPDATE", "SHUTOFF", 605, 611, 7200),
                        item(WEB, TEAM, "web", "UPDATE", "ACTIVE", 1804, 1810, 1815)),
                null);
    }

    private SimulatedServer batch() {
        return new SimulatedServer(
                BATCH,
                TEAM.id(),
                List.of(
                        action(1, "create", 0, event("compute__do_build_and_run_instance", 1, 9, "Success")),
                        action(6, "delete", 900, event("compute_terminate_instance", 901, 903, "Success"))),
                List.of(row("batch", BATCH, TEAM, "ACTIVE", 0, 9), row("batch", BATCH, TEAM, "DELETED", 0, 903)),
                List.of(
                        item(BATCH, TEAM, "batch", "CREATE", "ACTIVE", 9, 15, 20),
                        item(BATCH, TEAM, "batch", "DELETE", "", 903, 910, 915)),
                at(86_400));
    }

    private SimulatedServer foreign() {
        return new SimulatedServer(
                FOREIGN,
                OTHER.id(),
                List.of(action(7, "create", 5, event("compute__do_build_and_run_instance", 6, 12, "Success"))),
                List.of(row("foreign", FOREIGN, OTHER, "ACTIVE", 5, 12)),
                List.of(item(FOREIGN, OTHER, "foreign", "CREATE", "ACTIVE", 12, 20, 25)),
                null);
    }

    private Instant at(int second) {
        return zero.plus(Duration.ofSeconds(second));
    }

    private SimulatedAction action(int request, String action, int start, SimulatedEvent... events) {
        return new SimulatedAction(request(request), action, USER, TEAM.id(), at(start), at(start), List.of(events));
    }

    private SimulatedEvent event(String name, int start, @Nullable Integer finish, @Nullable String result) {
        return new SimulatedEvent(
                name,
                at(start),
                finish == null ? null : at(finish),
                result,
                "Error".equals(result)
                        ? "  File \"nova/compute/manager.py\"\n    raise exception.MigrationError()\n"
                        : null);
    }

    private ServerRow row(String name, String id, Project project, String status, int created, int from) {
        var document = PythonJson.object()
                .put("id", id)
                .put("name", name)
                .put("status", status)
                .put("tenant_id", project.id())
                .put("user_id", USER)
                .put("created", at(created).toString())
                .put("updated", at(from).toString());
        return new ServerRow(at(from), document);
    }

    private SimulatedItem item(
            String id, Project project, String name, String kind, String status, int updated, int captured, int seen) {
        var document = PythonJson.object()
                .put("domain_id", DOMAIN)
                .put("resource_id", id)
                .put("resource_type", "ecs.cloudservers")
                .put("capture_time", at(captured).plusMillis(29).toString())
                .put("status", "ResourceChanged." + kind);
        document.putArray("relations");
        var resource = document.putObject("resource").put("id", id).put("name", name);
        resource.put("provider", "ecs").put("type", "cloudservers").put("region_id", "eu-de");
        resource.put("project_id", project.id()).put("project_name", project.name());
        resource.put("checksum", kind.equals("DELETE") ? "" : "%064x".formatted(captured));
        if (!kind.equals("DELETE")) {
            alive(resource, status, updated);
        }
        return new SimulatedItem(at(seen), document);
    }

    private void alive(ObjectNode resource, String status, int updated) {
        resource.put("created", at(0).toString()).put("updated", at(updated).toString());
        resource.put("provisioning_state", "Succeeded").putNull("state");
        resource.putObject("tags");
        resource.putObject("properties").put("status", status);
    }
}
