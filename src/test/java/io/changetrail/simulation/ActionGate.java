package io.changetrail.simulation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plain "can this action do that?" of the typed baseline; vendor names can do nothing it knows of. */
final class ActionGate {

    private static final Set<String> QUIET = Set.of(
            "attach_volume",
            "detach_volume",
            "swap_volume",
            "attach_interface",
            "detach_interface",
            "extend_volume",
            "trigger_crash_dump");

    private ActionGate() {}

    static boolean allows(String action, String family, ObservedItem item) {
        return switch (family) {
            case "lifecycle" -> action.equals(item.status().endsWith(".DELETE") ? "delete" : "create");
            case "power" -> power(action, item.after("/properties/OsExtStsVmState"));
            case "flavor" -> Set.of("resize", "revertResize", "create").contains(action);
            case "host" ->
                Set.of(
                                "resize",
                                "migrate",
                                "revertResize",
                                "live-migration",
                                "evacuate",
                                "shelve",
                                "unshelve",
                                "create")
                        .contains(action);
            case "image" -> action.equals("rebuild");
            case "volume" ->
                Set.of("attach_volume", "detach_volume", "swap_volume", "create")
                        .contains(action);
            case "port" ->
                Set.of("attach_interface", "detach_interface", "create").contains(action);
            case "lock" -> Set.of("lock", "unlock").contains(action);
            case "task" -> task(action, item.after("/properties/OsExtStsTaskState"));
            case "touch" -> !QUIET.contains(action);
            default -> false;
        };
    }

    private static boolean power(String action, @Nullable String vmState) {
        if (vmState == null) {
            return !QUIET.contains(action) && !action.endsWith("lock");
        }
        Set<String> makers = switch (vmState) {
            case "stopped" -> Set.of("stop", "confirmResize", "revertResize", "rebuild");
            case "active" ->
                Set.of(
                        "start",
                        "unpause",
                        "resume",
                        "confirmResize",
                        "revertResize",
                        "rebuild",
                        "unrescue",
                        "unshelve",
                        "reboot",
                        "create",
                        "resetState");
            case "paused" -> Set.of("pause");
            case "suspended" -> Set.of("suspend");
            case "resized" -> Set.of("resize", "migrate");
            case "rescued" -> Set.of("rescue");
            case "shelved", "shelved_offloaded" -> Set.of("shelve");
            default -> Set.of();
        };
        return vmState.equals("error") ? !QUIET.contains(action) : makers.contains(action);
    }

    private static boolean task(String action, @Nullable String task) {
        if (task == null) {
            return !QUIET.contains(action) && !action.endsWith("lock");
        }
        return switch (task.substring(0, Math.min(6, task.length()))) {
            case "poweri" -> action.equals(task.equals("powering-off") ? "stop" : "start");
            case "reboot" -> action.equals("reboot");
            case "pausin" -> action.equals("pause");
            case "unpaus" -> action.equals("unpause");
            case "suspen" -> action.equals("suspend");
            case "resumi" -> action.equals("resume");
            case "resize" ->
                task.equals("resize_reverting") ? action.equals("revertResize") : action.matches("resize|migrate");
            case "rebuil" -> action.matches("rebuild|evacuate");
            case "migrat" -> action.equals("live-migration");
            case "rescui" -> action.equals("rescue");
            case "unresc" -> action.equals("unrescue");
            case "shelvi" -> action.equals("shelve");
            case "unshel" -> action.equals("unshelve");
            case "updati" -> action.equals("changePassword");
            case "image_" -> action.matches("createImage|createBackup");
            case "deleti" -> action.equals("delete");
            default -> action.equals("create");
        };
    }
}
