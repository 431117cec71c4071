package io.changetrail.simulation;

import static io.changetrail.simulation.AwkwardTruth.PURGED_BETWEEN_LIST_AND_READ;
import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.resource;

import io.changetrail.simulation.World.SimulatedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Small worlds in which one awkward truth holds each, and one in which all do; all happened in the last two days. */
public final class AwkwardWorlds {

    private AwkwardWorlds() {}

    /** All of them at once, each with servers of its own. */
    public static World all(Instant now) {
        return world("awkward", now, server -> true);
    }

    /** The servers of one truth alone. */
    public static World of(AwkwardTruth truth, Instant now) {
        return world("awkward " + truth, now, server -> server.startsWith(prefix(truth)));
    }

    /** Serves all of them, with the pages and the one answer that a world alone cannot express. */
    public static SimulatedCloud start(int port, Clock clock) {
        return start(port, clock, "");
    }

    /** @param truth {@code :} and the name of the one to serve, as {@code :last-page-is-empty}; empty for all of them */
    public static SimulatedCloud start(int port, Clock clock, String truth) {
        var world =
                truth.isEmpty() ? all(clock.instant()) : of(AwkwardTruth.named(truth.substring(1)), clock.instant());
        var cloud = SimulatedCloud.start(port, world, clock);
        cloud.settings().historyPage(3).emptyLastPage(true);
        var purged = PURGED_BETWEEN_LIST_AND_READ.server();
        cloud.faults()
                .add(new Fault(
                        "purged",
                        Fault.service("ecs").and(resource(purged)),
                        Fault.reply(ComputeFault.noServer(purged).reply()),
                        ALWAYS));
        return cloud;
    }

    private static World world(String name, Instant now, Predicate<String> wanted) {
        var zero = now.truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(2));
        List<SimulatedServer> servers = Stream.concat(
                        new AwkwardActions(zero).all().stream(), new AwkwardItems(zero).all().stream())
                .map(AwkwardServer::made)
                .filter(server -> wanted.test(server.id()))
                .toList();
        return new World(
                name,
                0,
                "eu-de",
                AwkwardServer.DOMAIN,
                "OTC-EU-DE-00000000001000000001",
                List.of(AwkwardServer.PROJECT),
                servers,
                List.of());
    }

    private static String prefix(AwkwardTruth truth) {
        return truth.server().substring(0, 8);
    }
}
