package io.changetrail.simulation;

import java.util.List;
import java.util.Map;

/** Changes that leave no Nova action: a customer's through other services, or, imitating, the operator's behind Nova's back. */
final class OutOfBand {

    private final ServerState state;
    private final Chance chance;

    OutOfBand(ServerState state, Chance chance) {
        this.state = state;
        this.chance = chance;
    }

    /** True if the change went through Nova's database, which moves {@code updated}. */
    boolean change(boolean imitating) {
        return (imitating && imitable()) ? imitate() : outside();
    }

    private boolean outside() {
        return switch (chance.between(0, 4)) {
            case 0 -> {
                state.name = "ecs-" + chance.word(7);
                yield true;
            }
            case 1 -> {
                turn(state.metadata, chance.one(List.of("owner", "stage", "backup", "cost")));
                yield true;
            }
            case 2 -> {
                turn(state.tags, chance.one(List.of("team", "env", "ticket", "schedule")));
                yield false;
            }
            case 3 -> {
                turnGroup();
                yield false;
            }
            default -> {
                turnAddress();
                yield false;
            }
        };
    }

    private boolean imitable() {
        return state.taskState == null && (state.vmState.equals("active") || state.vmState.equals("stopped"));
    }

    private boolean imitate() {
        return switch (chance.between(0, 2)) {
            case 0 -> {
                state.host = state.account.host(chance, state.host);
                yield true;
            }
            case 1 -> {
                boolean on = state.vmState.equals("stopped");
                Effects.power(state, on ? "active" : "stopped", on ? 1 : 4);
                yield true;
            }
            default -> {
                turnVolume();
                yield false;
            }
        };
    }

    private void turn(Map<String, String> map, String key) {
        if (chance.happens(.3) && map.containsKey(key)) {
            map.remove(key);
        } else {
            map.put(key, chance.word(6));
        }
    }

    private void turnGroup() {
        Map.Entry<String, String> group = chance.one(state.account.groups(state.projectId));
        if (state.securityGroups.containsKey(group.getKey()) && state.securityGroups.size() > 1) {
            state.securityGroups.remove(group.getKey());
        } else {
            state.securityGroups.put(group.getKey(), group.getValue());
        }
    }

    private void turnAddress() {
        if (state.ports.isEmpty()) {
            return;
        }
        String port = chance.one(List.copyOf(state.ports.keySet()));
        if (state.eips.remove(port) == null) {
            state.eips.put(port, new ServerState.Eip(chance.uuid(), chance.address("80.158")));
        }
    }

    private void turnVolume() {
        List<String> volumes = List.copyOf(state.volumes.keySet());
        if (volumes.size() > 1 && chance.happens(.5)) {
            state.volumes.remove(volumes.getLast());
            state.relatedVolumes.remove(volumes.getLast());
        } else {
            String volume = chance.uuid();
            state.volumes.put(volume, state.freeDevice());
            state.relatedVolumes.add(volume);
        }
    }
}
