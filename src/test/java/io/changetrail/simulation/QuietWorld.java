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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Many small servers that were created long ago and do nothing, but for waves in which some of them reboot. */
public final class QuietWorld {

    private static final String DOMAIN = "daf2557fc0de4da09e128441baa71697";
    private static final String USER = "e3b5c19edad843e682a6a21a3b950127";

    private final Instant created;
    private final int projects;
    private final List<Wave> waves;

    private QuietWorld(Instant created, int projects, List<Wave> waves) {
        this.created = created;
        this.projects = projects;
        this.waves = waves;
    }

    /** The moment in which so many servers, counted from {@code first}, are rebooted, which is over two seconds later. */
    public record Wave(Instant at, int first, int servers) {

        boolean meets(int number) {
            return number >= first && number < first + servers;
        }
    }

    /** @param waves oldest first */
    public static World of(Instant now, int projects, int servers, List<Wave> waves) {
        var made = new QuietWorld(now.truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(10)), projects, waves);
        return new World(
                "quiet",
                0,
                "eu-de",
                DOMAIN,
                "OTC-EU-DE-00000000001000000001",
                IntStream.range(0, projects).mapToObj(made::project).toList(),
                IntStream.range(0, servers).mapToObj(made::server).toList(),
                List.of());
    }

    private Project project(int number) {
        return new Project("%032x".formatted(number % projects + 1), "eu-de_" + number % projects);
    }

    private SimulatedServer server(int number) {
        var id = "%08d-0000-4000-8000-000000000000".formatted(number);
        var project = project(number).id();
        var actions = new ArrayList<SimulatedAction>();
        var rows = new ArrayList<ServerRow>();
        var items = new ArrayList<SimulatedItem>();
        live(id, project, "create", "CREATE", created, actions, rows, items);
        waves.stream()
                .filter(wave -> wave.meets(number))
                .forEach(wave -> live(id, project, "reboot", "UPDATE", wave.at(), actions, rows, items));
        return new SimulatedServer(id, project, actions, rows, items, null);
    }

    private void live(
            String id,
            String project,
            String action,
            String change,
            Instant at,
            List<SimulatedAction> actions,
            List<ServerRow> rows,
            List<SimulatedItem> items) {
        var start = at.truncatedTo(ChronoUnit.SECONDS);
        var end = start.plusSeconds(2);
        var event = new SimulatedEvent("compute_" + action, start, end, "Success", null);
        var request = "req-%s-%s".formatted(id.substring(0, 8), start.getEpochSecond());
        actions.add(new SimulatedAction(request, action, USER, project, start, start, List.of(event)));
        rows.add(new ServerRow(
                end,
                PythonJson.object()
                        .put("id", id)
                        .put("name", "quiet-" + id.substring(0, 8))
                        .put("status", "ACTIVE")
                        .put("tenant_id", project)
                        .put("user_id", USER)
                        .put("created", created.toString())
                        .put("updated", end.toString())));
        items.add(item(id, project, change, end));
    }

    private SimulatedItem item(String id, String project, String change, Instant updated) {
        var captured = updated.plusMillis(29);
        var document = PythonJson.object()
                .put("domain_id", DOMAIN)
                .put("resource_id", id)
                .put("resource_type", "ecs.cloudservers")
                .put("capture_time", captured.toString())
                .put("status", "ResourceChanged." + change);
        document.putArray("relations");
        var resource = document.putObject("resource").put("id", id).put("name", "quiet-" + id.substring(0, 8));
        resource.put("provider", "ecs").put("type", "cloudservers").put("region_id", "eu-de");
        resource.put("project_id", project).put("checksum", "%064x".formatted(captured.toEpochMilli()));
        resource.put("created", created.toString()).put("updated", updated.toString());
        resource.putObject("properties").put("status", "ACTIVE").put("rebooted", updated.toString());
        return new SimulatedItem(captured, document);
    }
}
