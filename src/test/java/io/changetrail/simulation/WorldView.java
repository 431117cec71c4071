package io.changetrail.simulation;

import io.changetrail.simulation.World.ServerRow;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How Nova sees the world at a moment; ids match whatever their case, as in its database. */
final class WorldView {

    private final Map<String, SimulatedServer> servers;

    WorldView(World world) {
        this.servers = world.servers().stream()
                .collect(
                        Collectors.toUnmodifiableMap(server -> server.id().toLowerCase(Locale.ROOT), server -> server));
    }

    List<SimulatedServer> servers(Instant now) {
        return servers.values().stream().filter(server -> known(server, now)).toList();
    }

    /** Empty before the server is asked for and after it is purged. */
    Optional<SimulatedServer> server(String id, Instant now) {
        return Optional.ofNullable(servers.get(id.toLowerCase(Locale.ROOT))).filter(server -> known(server, now));
    }

    static @Nullable ServerRow row(SimulatedServer server, Instant now) {
        return server.rows().stream()
                .filter(row -> !row.from().isAfter(now))
                .reduce((older, newer) -> newer)
                .orElse(null);
    }

    static boolean deleted(SimulatedServer server, Instant now) {
        var row = row(server, now);
        return row != null && row.document().path("status").asString().equals("DELETED");
    }

    /** Whether the server is still only a build request: asked for, without actions, waiting for the scheduler. */
    static boolean unscheduled(SimulatedServer server, Instant now) {
        var row = row(server, now);
        return row != null
                && row.document().path("OS-EXT-STS:task_state").asString().equals("scheduling")
                && ShownAction.all(server, now).isEmpty();
    }

    private static boolean known(SimulatedServer server, Instant now) {
        var purgedAt = server.purgedAt();
        return (purgedAt == null || now.isBefore(purgedAt))
                && (row(server, now) != null || !ShownAction.all(server, now).isEmpty());
    }
}
