package io.changetrail.simulation;

import org.jspecify.annotations.Nullable;

/** Nova's map from {@code vm_state} and {@code task_state} to the status a user sees ({@code api/openstack/common.py}). */
final class ServerStatus {

    private ServerStatus() {}

    static String of(ServerState state) {
        return switch (state.vmState) {
            case "building" -> "BUILD";
            case "active" -> active(state.taskState);
            case "stopped" -> stopped(state.taskState);
            case "resized" -> "resize_reverting".equals(state.taskState) ? "REVERT_RESIZE" : "VERIFY_RESIZE";
            case "error" -> starts(state.taskState, "rebuild") ? "REBUILD" : "ERROR";
            case "rescued" -> "RESCUE";
            case "paused" -> "PAUSED";
            case "suspended" -> "SUSPENDED";
            case "shelved" -> "SHELVED";
            case "shelved_offloaded" -> "SHELVED_OFFLOADED";
            case "deleted" -> "DELETED";
            default -> "UNKNOWN";
        };
    }

    private static String active(@Nullable String task) {
        if (task == null) {
            return "ACTIVE";
        }
        return switch (task) {
            case "rebooting", "reboot_pending", "reboot_started" -> "REBOOT";
            case "rebooting_hard", "reboot_pending_hard", "reboot_started_hard" -> "HARD_REBOOT";
            case "updating_password" -> "PASSWORD";
            case "migrating" -> "MIGRATING";
            default -> stopped(task).equals("SHUTOFF") ? "ACTIVE" : stopped(task);
        };
    }

    private static String stopped(@Nullable String task) {
        if (starts(task, "rebuild")) {
            return "REBUILD";
        }
        return starts(task, "resize_") ? "RESIZE" : "SHUTOFF";
    }

    private static boolean starts(@Nullable String task, String prefix) {
        return task != null && task.startsWith(prefix);
    }
}
