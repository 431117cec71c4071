package io.changetrail.simulation;

import io.changetrail.simulation.Effects.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What volume and interface actions do; none of them saves the instance row, and EVS tells RMS of a relation in its own time. */
final class Devices {

    private static final double RELATION_DELAY = 1.6;

    private final ServerState state;
    private final Chance chance;

    Devices(ServerState state, Chance chance) {
        this.state = state;
        this.chance = chance;
    }

    List<Step> of(Kind kind) {
        return switch (kind) {
            case ATTACH_VOLUME -> attachVolume(chance.uuid());
            case DETACH_VOLUME -> detachVolume(chance.happens(.6) ? detachable().getLast() : chance.one(detachable()));
            case SWAP_VOLUME -> swapVolume(chance.one(detachable()), chance.uuid());
            case ATTACH_INTERFACE -> attachInterface(chance.uuid());
            case DETACH_INTERFACE -> detachInterface(lastPort());
            default -> List.of();
        };
    }

    private List<Step> attachVolume(String volume) {
        boolean apart = chance.happens(.15);
        List<Step> steps = new ArrayList<>();
        steps.add(quiet(1, s -> {
            s.volumes.put(volume, s.freeDevice());
            if (!apart) {
                s.relatedVolumes.add(volume);
            }
        }));
        if (apart) {
            steps.add(quiet(RELATION_DELAY, s -> {
                if (s.volumes.containsKey(volume)) {
                    s.relatedVolumes.add(volume);
                }
            }));
        }
        return steps;
    }

    private List<Step> detachVolume(String volume) {
        boolean apart = chance.happens(.15);
        List<Step> steps = new ArrayList<>();
        steps.add(quiet(1, s -> {
            s.volumes.remove(volume);
            if (!apart) {
                s.relatedVolumes.remove(volume);
            }
        }));
        if (apart) {
            steps.add(quiet(RELATION_DELAY, s -> s.relatedVolumes.remove(volume)));
        }
        return steps;
    }

    private List<Step> swapVolume(String old, String replacement) {
        return List.of(quiet(1, s -> {
            String device = s.volumes.remove(old);
            if (device != null) {
                s.relatedVolumes.remove(old);
                s.volumes.put(replacement, device);
                s.relatedVolumes.add(replacement);
            }
        }));
    }

    private List<Step> attachInterface(String port) {
        return List.of(quiet(1, s -> s.addPort(port, chance)));
    }

    private List<Step> detachInterface(String port) {
        return List.of(quiet(1, s -> {
            if (s.ports.size() > 1) {
                s.ports.remove(port);
                s.eips.remove(port);
            }
        }));
    }

    private List<String> detachable() {
        List<String> detachable = new ArrayList<>();
        state.volumes.forEach((id, device) -> {
            if (!device.equals("/dev/vda")) {
                detachable.add(id);
            }
        });
        return detachable.isEmpty() ? List.of("") : detachable;
    }

    private String lastPort() {
        return List.copyOf(state.ports.keySet()).getLast();
    }

    private static Step quiet(double share, Consumer<ServerState> write) {
        return new Step(share, false, (s, at) -> write.accept(s));
    }
}
