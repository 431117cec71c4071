package io.changetrail.simulation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a server through Nova, from which {@code vm_state}, how often and how long it takes (median seconds,
 * log-normal); what it does is for {@link Effects} to say.
 */
enum Kind {
    CREATE("create", 0, 31, .4, true, Set.of(), "compute__do_build_and_run_instance"),
    DELETE("delete", 0, 10, .5, true, Set.of(), "compute_terminate_instance"),
    STOP("stop", 12, 18, .6, true, Set.of("active"), "compute_stop_instance"),
    START("start", 18, 14, .5, true, Set.of("stopped"), "compute_start_instance"),
    REBOOT("reboot", 10, 28, .5, true, Set.of("active"), "compute_reboot_instance"),
    HARD_REBOOT("reboot", 2, 12, .5, true, Set.of("active", "stopped", "error"), "compute_reboot_instance"),
    PAUSE("pause", 1.5, 2.5, .4, true, Set.of("active"), "compute_pause_instance"),
    UNPAUSE("unpause", 20, 2.5, .4, true, Set.of("paused"), "compute_unpause_instance"),
    SUSPEND("suspend", 1.5, 22, .5, true, Set.of("active"), "compute_suspend_instance"),
    RESUME("resume", 20, 19, .5, true, Set.of("suspended"), "compute_resume_instance"),
    RESIZE(
            "resize",
            5,
            100,
            .5,
            true,
            Set.of("active", "stopped"),
            "conductor_migrate_server",
            "cold_migrate",
            "compute_prep_resize",
            "compute_resize_instance",
            "compute_finish_resize"),
    MIGRATE(
            "migrate",
            1,
            100,
            .5,
            true,
            Set.of("active", "stopped"),
            "conductor_migrate_server",
            "cold_migrate",
            "compute_prep_resize",
            "compute_resize_instance",
            "compute_finish_resize"),
    CONFIRM("confirmResize", 25, 10, .5, true, Set.of("resized"), "compute_confirm_resize"),
    REVERT("revertResize", 9, 25, .5, true, Set.of("resized"), "compute_revert_resize", "compute_finish_revert_resize"),
    REBUILD(
            "rebuild",
            2.5,
            75,
            .5,
            true,
            Set.of("active", "stopped", "error"),
            "rebuild_server",
            "compute_rebuild_instance"),
    EVACUATE("evacuate", .3, 75, .5, true, Set.of("active"), "rebuild_server", "compute_rebuild_instance"),
    LIVE_MIGRATION(
            "live-migration",
            3,
            56,
            .6,
            true,
            Set.of("active"),
            "conductor_live_migrate_instance",
            "compute_pre_live_migration",
            "compute__post_live_migration"),
    RESCUE("rescue", 1, 22, .5, true, Set.of("active"), "compute_rescue_instance"),
    UNRESCUE("unrescue", 20, 18, .5, true, Set.of("rescued"), "compute_unrescue_instance"),
    SHELVE(
            "shelve",
            1,
            56,
            .5,
            true,
            Set.of("active", "stopped"),
            "compute_shelve_instance",
            "compute_shelve_offload_instance"),
    UNSHELVE(
            "unshelve",
            20,
            44,
            .5,
            true,
            Set.of("shelved_offloaded"),
            "unshelve_instance",
            "compute_unshelve_instance"),
    LOCK("lock", 2, .25, .1, false, Set.of("active", "stopped"), "api_lock"),
    UNLOCK("unlock", 40, .25, .1, false, Set.of("active", "stopped"), "api_unlock"),
    ATTACH_VOLUME("attach_volume", 8, 14, .5, false, Set.of("active", "stopped"), "compute_attach_volume"),
    DETACH_VOLUME("detach_volume", 7, 14, .5, false, Set.of("active", "stopped"), "compute_detach_volume"),
    SWAP_VOLUME("swap_volume", .3, 38, .5, false, Set.of("active"), "compute_swap_volume"),
    ATTACH_INTERFACE("attach_interface", 3, 12, .5, false, Set.of("active", "stopped"), "compute_attach_interface"),
    DETACH_INTERFACE("detach_interface", 2.5, 12, .5, false, Set.of("active", "stopped"), "compute_detach_interface"),
    CHANGE_PASSWORD("changePassword", 6, 11, .5, true, Set.of("active"), "compute_set_admin_password"),
    CREATE_IMAGE("createImage", 6, 88, .6, true, Set.of("active", "stopped"), "compute_snapshot_instance"),
    CREATE_BACKUP("createBackup", 0.5, 88, .6, true, Set.of("active"), "compute_backup_instance"),
    EXTEND_VOLUME("extend_volume", 4, 2.5, .4, false, Set.of("active", "stopped"), "compute_extend_volume"),
    CRASH_DUMP("trigger_crash_dump", .2, 1, .3, false, Set.of("active"), "compute_trigger_crash_dump"),
    RESET_STATE("resetState", 20, 0, 0, false, Set.of("error"));

    final String action;
    final double weight;
    final double seconds;
    final double sigma;
    final boolean exclusive;
    final Set<String> from;
    final List<String> events;

    /** Exclusive kinds hold the server's {@code task_state}, so that Nova refuses others until they end. */
    Kind(
            String action,
            double weight,
            double seconds,
            double sigma,
            boolean exclusive,
            Set<String> from,
            String... events) {
        this.action = action;
        this.weight = weight;
        this.seconds = seconds;
        this.sigma = sigma;
        this.exclusive = exclusive;
        this.from = from;
        this.events = List.of(events);
    }

    boolean valid(ServerState state) {
        if (!from.contains(state.vmState)) {
            return false;
        }
        return switch (this) {
            case LOCK -> !state.locked;
            case UNLOCK -> state.locked;
            case LIVE_MIGRATION, EVACUATE, RESET_STATE, EXTEND_VOLUME -> true;
            case ATTACH_VOLUME -> !state.locked && state.volumes.size() < 8;
            case DETACH_VOLUME, SWAP_VOLUME -> !state.locked && state.volumes.size() > 1;
            case ATTACH_INTERFACE -> !state.locked && state.ports.size() < 5;
            case DETACH_INTERFACE -> !state.locked && state.ports.size() > 1;
            default -> !state.locked;
        };
    }

    /** Works on the same part of the server. */
    boolean alike(Kind other) {
        return part() == other.part();
    }

    private int part() {
        return switch (this) {
            case STOP, START, REBOOT, HARD_REBOOT, PAUSE, UNPAUSE, SUSPEND, RESUME -> 1;
            case ATTACH_VOLUME, DETACH_VOLUME, SWAP_VOLUME -> 2;
            case ATTACH_INTERFACE, DETACH_INTERFACE -> 3;
            case LOCK, UNLOCK -> 4;
            default -> 5;
        };
    }

    /** Such as the operator's moves, which members cannot ask for. */
    boolean byAdmin() {
        return this == LIVE_MIGRATION || this == MIGRATE || this == EVACUATE || this == RESET_STATE;
    }

    /** What brings a server back from the state this kind leaves it in; null if it may stay there. */
    @Nullable
    Kind wayBack() {
        return switch (this) {
            case PAUSE -> UNPAUSE;
            case SUSPEND -> RESUME;
            case RESCUE -> UNRESCUE;
            case SHELVE -> UNSHELVE;
            case LOCK -> UNLOCK;
            default -> null;
        };
    }

    /** The name a vendor's console leaves for the same thing. */
    String vendorName() {
        return switch (this) {
            case REBUILD -> "changeOS";
            case RESIZE -> "resizeServer";
            case STOP -> "batchStop";
            case START -> "batchStart";
            case REBOOT, HARD_REBOOT -> "batchReboot";
            case ATTACH_VOLUME -> "attachDisk";
            case DETACH_VOLUME -> "detachDisk";
            case ATTACH_INTERFACE -> "addNic";
            case DETACH_INTERFACE -> "deleteNic";
            case CHANGE_PASSWORD -> "resetPassword";
            case LIVE_MIGRATION -> "drs-migrate";
            default -> action;
        };
    }
}
