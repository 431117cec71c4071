package io.changetrail.correlation;

import io.changetrail.simulation.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A simulated world as rows of the database. */
final class StoredWorld {

    private StoredWorld() {}

    static void store(World world, JdbcClient jdbc) {
        for (var server : SimulatedRecords.servers(world)) {
            server.actions().forEach(action -> ServerRows.insert(action, jdbc));
            server.items().forEach(item -> ServerRows.insert(item, jdbc));
        }
    }
}
