package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A world with its documents compared once, for many joins and evaluations.
 *
 * @param items of each server id, in the order of capture
 */
record ObservedWorld(World world, Map<String, List<ObservedItem>> items) {

    static ObservedWorld of(World world) {
        Map<String, List<ObservedItem>> items = new LinkedHashMap<>();
        for (SimulatedServer server : world.servers()) {
            items.put(server.id(), ObservedItem.of(server));
        }
        return new ObservedWorld(world, items);
    }

    List<ObservedItem> of(SimulatedServer server) {
        return items.getOrDefault(server.id(), List.of());
    }
}
