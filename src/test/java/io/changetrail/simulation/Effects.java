package io.changetrail.simulation;

import io.changetrail.simulation.ServerState.Flavor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What each kind of action does to the server, step by step, following {@code compute/manager.py}. */
final class Effects {

    private final ServerState state;
    private final Chance chance;

    /**
     * One write of an action.
     *
     * @param share of the action's duration after which it happens
     * @param touching whether Nova saves the instance row, which moves {@code updated}
     * @param write gets the server and the time of the write
     */
    record Step(double share, boolean touching, BiConsumer<ServerState, Instant> write) {}

    Effects(ServerState state, Chance chance) {
        this.state = state;
        this.chance = chance;
    }

    List<Step> of(Kind kind) {
        return switch (kind) {
            case CREATE -> create();
            case STOP -> around("powering-off", (s, at) -> power(s, "stopped", 4));
            case START -> around("powering-on", (s, at) -> power(s, "active", 1));
            case REBOOT -> tasks(List.of("rebooting", "reboot_pending", "reboot_started"), (s, at) -> {});
            case HARD_REBOOT ->
                tasks(
                        List.of("rebooting_hard", "reboot_pending_hard", "reboot_started_hard"),
                        (s, at) -> power(s, "active", 1));
            case PAUSE -> around("pausing", (s, at) -> power(s, "paused", 3));
            case UNPAUSE -> around("unpausing", (s, at) -> power(s, "active", 1));
            case SUSPEND -> around("suspending", (s, at) -> power(s, "suspended", 4));
            case RESUME -> around("resuming", (s, at) -> power(s, "active", 1));
            case RESIZE -> resize(chance.one(otherFlavors()));
            case MIGRATE -> resize(state.flavor);
            case CONFIRM -> List.of(touch(1, (s, at) -> confirm(s)));
            case REVERT -> around("resize_reverting", Effects::revert);
            case REBUILD -> rebuild(state.host);
            case EVACUATE -> rebuild(state.account.host(chance, state.host));
            case LIVE_MIGRATION -> liveMigration();
            case RESCUE ->
                around("rescuing", (s, at) -> {
                    power(s, "rescued", 1);
                    s.launchedAt = at;
                });
            case UNRESCUE -> around("unrescuing", (s, at) -> power(s, "active", 1));
            case SHELVE -> shelve();
            case UNSHELVE -> unshelve();
            case LOCK -> List.of(touch(1, (s, at) -> s.locked = true));
            case UNLOCK -> List.of(touch(1, (s, at) -> s.locked = false));
            case CHANGE_PASSWORD -> around("updating_password", (s, at) -> {});
            case CREATE_IMAGE, CREATE_BACKUP ->
                tasks(List.of("image_snapshot_pending", "image_snapshot", "image_uploading"), (s, at) -> {});
            case RESET_STATE -> List.of(touch(1, (s, at) -> power(s, "active", 1)));
            case DELETE ->
                around("deleting", (s, at) -> {
                    power(s, "deleted", 0);
                    s.terminatedAt = at;
                });
            case ATTACH_VOLUME, DETACH_VOLUME, SWAP_VOLUME, ATTACH_INTERFACE, DETACH_INTERFACE ->
                new Devices(state, chance).of(kind);
            case EXTEND_VOLUME, CRASH_DUMP -> List.of();
        };
    }

    /** What an action that fails at its end leaves; without a task nothing. */
    List<Step> failing(Kind kind, boolean breaks) {
        List<Step> steps = new ArrayList<>();
        if (kind.exclusive) {
            List<Step> whole = of(kind);
            steps.addAll(whole.subList(0, whole.size() - 1));
            steps.add(touch(1, (s, at) -> {
                s.taskState = null;
                if (breaks) {
                    power(s, "error", s.powerState);
                }
            }));
        }
        return steps;
    }

    private List<Step> create() {
        List<Step> steps = new ArrayList<>();
        steps.add(touch(.1, (s, at) -> task(s, "networking")));
        steps.add(touch(.3, (s, at) -> {
            task(s, "block_device_mapping");
            s.equip(chance);
        }));
        steps.add(touch(.5, (s, at) -> task(s, "spawning")));
        steps.add(touch(1, (s, at) -> {
            s.launched(at);
            s.taskState = null;
        }));
        return steps;
    }

    private List<Step> resize(Flavor target) {
        String host = state.account.host(chance, state.host);
        List<Step> steps = new ArrayList<>(List.of(
                touch(.01, (s, at) -> task(s, "resize_prep")),
                touch(.2, (s, at) -> task(s, "resize_migrating")),
                touch(.6, (s, at) -> task(s, "resize_migrated")),
                touch(.7, (s, at) -> task(s, "resize_finish"))));
        steps.add(touch(1, (s, at) -> {
            s.oldFlavor = s.flavor;
            s.oldHost = s.host;
            s.wasStopped = s.vmState.equals("stopped");
            s.flavor = target;
            s.host = host;
            s.launchedAt = at;
            s.taskState = null;
            power(s, "resized", s.powerState);
        }));
        return steps;
    }

    private List<Flavor> otherFlavors() {
        return ServerState.FLAVORS.stream().filter(f -> !f.equals(state.flavor)).toList();
    }

    private static void confirm(ServerState s) {
        power(s, s.wasStopped ? "stopped" : "active", s.wasStopped ? 4 : 1);
    }

    private static void revert(ServerState s, Instant at) {
        s.flavor = s.oldFlavor;
        s.host = s.oldHost;
        s.launchedAt = at;
        confirm(s);
    }

    private List<Step> rebuild(String host) {
        ServerState.Image image = host.equals(state.host) ? chance.one(ServerState.IMAGES) : state.image;
        String keyName = chance.happens(.2) ? "KeyPair-" + chance.word(7) : state.keyName;
        boolean stopped = state.vmState.equals("stopped");
        return tasks(List.of("rebuilding", "rebuild_block_device_mapping", "rebuild_spawning"), (s, at) -> {
            s.image = image;
            s.keyName = keyName;
            s.host = host;
            s.launchedAt = at;
            power(s, stopped ? "stopped" : "active", stopped ? 4 : 1);
        });
    }

    private List<Step> liveMigration() {
        String host = state.account.host(chance, state.host);
        return around("migrating", (s, at) -> s.host = host);
    }

    private List<Step> shelve() {
        List<String> names = List.of("shelving", "shelving_image_pending_upload", "shelving_image_uploading");
        return tasks(names, (s, at) -> {
            power(s, "shelved_offloaded", 4);
            s.host = "";
        });
    }

    private List<Step> unshelve() {
        String host = state.account.host(chance, "");
        return around("unshelving", (s, at) -> {
            s.launched(at);
            s.host = host;
        });
    }

    private List<Step> around(String task, BiConsumer<ServerState, Instant> end) {
        return tasks(List.of(task), end);
    }

    private List<Step> tasks(List<String> names, BiConsumer<ServerState, Instant> end) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            steps.add(touch(.01 + .3 * i, (s, at) -> task(s, name)));
        }
        steps.add(touch(1, (s, at) -> {
            s.taskState = null;
            end.accept(s, at);
        }));
        return steps;
    }

    static void power(ServerState s, String vmState, int powerState) {
        s.vmState = vmState;
        s.powerState = powerState;
    }

    private static void task(ServerState s, @Nullable String name) {
        s.taskState = name;
    }

    private static Step touch(double share, BiConsumer<ServerState, Instant> write) {
        return new Step(share, true, write);
    }
}
