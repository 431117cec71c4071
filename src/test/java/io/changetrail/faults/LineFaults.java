package io.changetrail.faults;

import static io.changetrail.simulation.Fault.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** Lines to the upstreams that are down, silent or slow, and lists whose markers lead astray. */
final class LineFaults {

    private LineFaults() {}

    static List<FaultCase> all() {
        return List.of(
                new FaultCase("F23a", "a marker is not known any more", LineFaults::vanished),
                new FaultCase("F23b", "an empty page names the same marker for ever", arena -> markers(arena, false)),
                new FaultCase("F23c", "each empty page names another marker", arena -> markers(arena, true)),
                new FaultCase("F23d", "a page leads to itself for ever", LineFaults::stuck),
                new FaultCase("F8a", "ECS refuses connections", LineFaults::refused),
                new FaultCase(
                        "F8b",
                        "ECS swallows what is sent",
                        arena -> silent(arena, WireFault.hold("", Integer.MAX_VALUE))),
                new FaultCase(
                        "F9",
                        "ECS drips two bytes a second",
                        arena -> silent(arena, WireFault.answers(WireFault.Answers.DRIP))),
                new FaultCase(
                        "F10a",
                        "headers, then nothing",
                        arena -> silent(arena, WireFault.answers(WireFault.Answers.STALL))),
                new FaultCase("F10b", "a call is taken and never answered", LineFaults::hanging));
    }

    private static int vanished(Arena arena) {
        arena.cloud.settings().historyPage(3);
        var refused = Fault.reply(Fault.gateway(400, "RMS.00010003", "Invalid marker"));
        var fault = arena.add("marker", kind("history").and(call -> call.query().first("marker") != null), refused, 4);
        return arena.awaitFired(fault, 4);
    }

    private static int markers(Arena arena, boolean another) {
        var number = new AtomicInteger();
        Fault.Action action =
                Fault.rewritten(page -> misled((ObjectNode) page, another ? number.incrementAndGet() : 0));
        var fault = arena.add("marker", kind("history"), action, another ? 300 : 20);
        return arena.awaitFired(fault, 20);
    }

    /** What stands behind the page that comes again is not there until the fault has ended. */
    private static int stuck(Arena arena) {
        var pages = new ConcurrentHashMap<String, Reply>();
        var again = Fault.rewritten(page -> {
            page.withObject("page_info").put("next_marker", "again");
            return page;
        });
        Fault.Action action = (call, usual, closing) -> {
            var page = pages.get(String.valueOf(call.resourceId()));
            var reply = call.query().first("marker") == null || page == null ? again.apply(call, usual, closing) : page;
            pages.put(String.valueOf(call.resourceId()), reply);
            return reply;
        };
        arena.cloud.settings().historyPage(3);
        return arena.awaitFired(arena.add("stuck", kind("history"), action, 20), 20);
    }

    private static ObjectNode misled(ObjectNode page, int number) {
        page.putArray("items");
        page.putObject("page_info").put("current_count", 0).put("next_marker", "marker" + number);
        return page;
    }

    private static int refused(Arena arena) {
        var refused = "select count(*) from stream where source = 'ecs' and trouble = 'outage'";
        var projects = arena.world.projects().size();
        arena.ecs.refuse();
        await("ECS is not reached").atMost(Duration.ofSeconds(60)).until(() -> arena.count(refused) == projects);
        arena.cloud.arrivals("ecs").restart();
        rmsGoesOn(arena);
        assertThat(arena.cloud.arrivals("ecs").count()).as("calls of ECS").isZero();
        arena.ecs.heal();
        return projects;
    }

    private static int silent(Arena arena, WireFault fault) {
        arena.ecs.set(fault);
        await("the line is silent").atMost(Duration.ofSeconds(30)).until(() -> fault.fired() > 0);
        rmsGoesOn(arena);
        arena.lasts(Duration.ofSeconds(31));
        return fault.fired();
    }

    private static int hanging(Arena arena) {
        var fault = arena.add("hanging", kind("history"), Fault.hanging(), 2);
        arena.awaitFired(fault, 2);
        arena.lasts(Duration.ofSeconds(31));
        return arena.fired(fault);
    }

    private static void rmsGoesOn(Arena arena) {
        var walks =
                "select count(*) from stream where source = 'rms' and complete_until > now() - interval '3 seconds'";
        arena.lasts(Duration.ofSeconds(4));
        await("RMS goes on").atMost(Duration.ofSeconds(30)).until(() -> arena.count(walks) == 1);
    }
}
