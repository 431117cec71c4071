package io.changetrail.faults;

import io.changetrail.simulation.World.ServerRow;
import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedEvent;
import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** One server of a living world, act by act. */
final class LivingServer {

    private static final String USER = "e3b5c19edad843e682a6a21a3b950127";
    private static final List<String> NAMES = List.of("stop", "start", "reboot", "resize", "attach_volume", "lock");

    private final String id;
    private final String project;
    private final SplittableRandom random;
    private final LivingDocuments documents;
    private final List<SimulatedAction> actions = new ArrayList<>();
    private final List<ServerRow> rows = new ArrayList<>();
    private final List<SimulatedItem> items = new ArrayList<>();
    private Instant free = Instant.EPOCH;

    LivingServer(String id, String project, SplittableRandom random) {
        this.id = id;
        this.project = project;
        this.random = random;
        this.documents = new LivingDocuments(id, project);
    }

    void born(String request, Instant at) {
        documents.born(at);
        var done = at.plusMillis(millis(500, 1500));
        actions.add(action(request, "create", at, List.of(event("compute__do_build_and_run_instance", at, done))));
        rows.add(new ServerRow(at, documents.row("BUILD", at)));
        rows.add(new ServerRow(done, documents.row("ACTIVE", done)));
        captured("ResourceChanged.CREATE", done);
        free = done.plusSeconds(1);
    }

    void actUntil(Instant end, Duration pause) {
        while (free.isBefore(end)) {
            var start = free.plusMillis(random.nextLong(pause.toMillis() / 2, pause.toMillis() * 3 / 2));
            if (start.isBefore(end)) {
                act(start);
            } else {
                free = end;
            }
        }
    }

    void deleted() {
        var end = free.plusMillis(millis(300, 900));
        var request = "req-" + LivingWorld.uuid(random);
        actions.add(action(request, "confirmResize", free, List.of()));
        actions.add(action(request, "delete", free, List.of(event("compute_terminate_instance", free, end))));
        rows.add(new ServerRow(end, documents.row("DELETED", end)));
        captured("ResourceChanged.DELETE", end);
    }

    SimulatedServer made() {
        var inOrder = items.stream()
                .sorted(Comparator.comparing((SimulatedItem item) ->
                        item.document().path("capture_time").asString()))
                .toList();
        return new SimulatedServer(id, project, List.copyOf(actions), List.copyOf(rows), inOrder, null);
    }

    private void act(Instant start) {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var request = "req-" + LivingWorld.uuid(random);
        var events = events(name, start);
        actions.add(action(request, name, start, events));
        if (chance(.04)) {
            actions.add(action(request, chance(.5) ? name : "confirmResize", start, List.of()));
        }
        var end = start.plusSeconds(3);
        if (!name.equals("lock") && !name.equals("attach_volume")) {
            rows.add(new ServerRow(end, documents.row(name.equals("stop") ? "SHUTOFF" : "ACTIVE", end)));
        }
        if (!name.equals("lock")) {
            captured("ResourceChanged.UPDATE", end);
        }
        free = end;
    }

    /** None is shown later than an arena's overlap for actions after its action's start, of which Nova shows whole seconds. */
    private List<SimulatedEvent> events(String name, Instant start) {
        var events = new ArrayList<SimulatedEvent>();
        var begun = start.plusMillis(millis(50, 400));
        events.add(event("compute_" + name + "_instance", begun, begun.plusMillis(millis(200, 1200))));
        if (name.equals("resize") || chance(.1)) {
            var again = start.plusMillis(1900);
            events.add(event("compute_finish_" + name, again, again.plusMillis(millis(100, 1000))));
        }
        if (chance(.05)) {
            var late = start.plusMillis(2500);
            var end = late.plusMillis(300);
            var shown = end.plusMillis(millis(3000, 6000));
            events.add(new SimulatedEvent("late_" + name, late, end, "Success", null, shown));
        }
        if (chance(.02)) {
            events.add(new SimulatedEvent("hanging_" + name, start.plusMillis(2900), null, null, null, null));
        }
        return events;
    }

    private SimulatedEvent event(String name, Instant start, Instant finish) {
        return new SimulatedEvent(name, start, finish, chance(.08) ? "Error" : "Success", null, null);
    }

    /** Nova takes the time when the call came in, and shows the row when it is written. */
    private SimulatedAction action(String request, String name, Instant start, List<SimulatedEvent> events) {
        return new SimulatedAction(request, name, USER, project, start, start.plusMillis(700), events);
    }

    /** RMS looks a little later, shows what it saw later still, and sometimes corrects it. */
    private void captured(String status, Instant done) {
        var capture = done.plusMillis(millis(50, 800));
        var shown = capture.plusMillis(lateness());
        var first = documents.item(status, done, capture);
        if (chance(.06)) {
            var corrected = shown.plusMillis(millis(2000, 6000));
            items.add(new SimulatedItem(shown, first, corrected));
            items.add(new SimulatedItem(corrected, documents.item(status, done, capture), null));
        } else {
            items.add(new SimulatedItem(shown, first, null));
            if (chance(.04)) {
                items.add(new SimulatedItem(shown, documents.item(status, done, capture), null));
            }
        }
    }

    private long lateness() {
        var part = random.nextDouble();
        return part < .7
                ? millis(50, 300)
                : part < .88 ? millis(1000, 4000) : part < .95 ? millis(5000, 9000) : millis(17_000, 22_000);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private long millis(long least, long most) {
        return random.nextLong(least, most);
    }
}
