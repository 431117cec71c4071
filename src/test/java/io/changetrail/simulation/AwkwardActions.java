package io.changetrail.simulation;

import static io.changetrail.simulation.AwkwardServer.properties;
import static io.changetrail.simulation.AwkwardTruth.ACTION_WITHOUT_USER;
import static io.changetrail.simulation.AwkwardTruth.CONFIRM_RESIZE_AND_DELETE_UNDER_ONE_ID;
import static io.changetrail.simulation.AwkwardTruth.EVENT_NEVER_FINISHES;
import static io.changetrail.simulation.AwkwardTruth.FAILED_CREATE_READS_SUCCESS_AND_NOVA_SHOWS_ERROR;
import static io.changetrail.simulation.AwkwardTruth.FAILED_CREATE_READS_SUCCESS_AND_RMS_SHOWS_ERROR;
import static io.changetrail.simulation.AwkwardTruth.LATE_EVENT_MOVES_NOTHING;
import static io.changetrail.simulation.AwkwardTruth.LOCAL_DELETE_LEAVES_NO_ACTION;
import static io.changetrail.simulation.AwkwardTruth.ONE_REQUEST_CREATES_TWO_SERVERS;
import static io.changetrail.simulation.AwkwardTruth.THREE_ACTIONS_IN_ONE_SECOND;

import io.changetrail.simulation.World.SimulatedEvent;
import java.time.Instant;
import java.util.List;

/** The awkward truths about Nova's actions ({@code upstream.md} 1.5 and 1.6), one life each. */
final class AwkwardActions {

    private static final long HOUR = 3600;

    private final Instant zero;

    /** @param zero two days before the world is looked at */
    AwkwardActions(Instant zero) {
        this.zero = zero;
    }

    List<AwkwardServer> all() {
        return List.of(
                twin(0),
                twin(1),
                confirmAndDelete(),
                oneSecond(),
                noUser(),
                failedCreateInNova(),
                failedCreateInRms(),
                neverFinishes(),
                lateEvent(),
                localDelete());
    }

    private AwkwardServer twin(int number) {
        var truth = ONE_REQUEST_CREATES_TWO_SERVERS;
        return new AwkwardServer(truth.server(number), zero).created(truth.request(1), HOUR);
    }

    private AwkwardServer confirmAndDelete() {
        var truth = CONFIRM_RESIZE_AND_DELETE_UNDER_ONE_ID;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        life.action(truth.request(2), "resize", 2 * HOUR, life.event("cold_migrate", 7201, 7260, "Success"))
                .row("VERIFY_RESIZE", 7260)
                .item("ResourceChanged.UPDATE", 7260, 7266, resource -> {
                    properties(resource).put("status", "VERIFY_RESIZE").put("OsExtStsVmState", "resized");
                    properties(resource).withObject("flavor").put("id", "s2.large.2");
                });
        return life.action(truth.request(3), "confirmResize", 3 * HOUR)
                .action(
                        truth.request(3),
                        "delete",
                        3 * HOUR,
                        life.event("compute_terminate_instance", 10801, 10803, "Success"))
                .row("DELETED", 10803)
                .deletedItem(10812);
    }

    private AwkwardServer oneSecond() {
        var truth = THREE_ACTIONS_IN_ONE_SECOND;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        return life.action(truth.request(9), "lock", 7200, life.event("api_lock", 7200, 7200, "Success"))
                .action(truth.request(5), "unlock", 7200, life.event("api_unlock", 7200, 7200, "Success"))
                .action(truth.request(7), "reboot", 7200, life.event("compute_reboot_instance", 7200, 7201, "Success"))
                .row("ACTIVE", 7201);
    }

    private AwkwardServer noUser() {
        var truth = ACTION_WITHOUT_USER;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        return life.systemAction(
                        truth.request(2), "stop", 7200, life.event("compute_stop_instance", 7201, 7203, "Success"))
                .row("SHUTOFF", 7203)
                .item(
                        "ResourceChanged.UPDATE",
                        7203,
                        7209,
                        resource -> properties(resource)
                                .put("status", "SHUTOFF")
                                .put("OsExtStsVmState", "stopped")
                                .put("OsExtStsPowerState", 4));
    }

    private AwkwardServer failedCreateInNova() {
        var truth = FAILED_CREATE_READS_SUCCESS_AND_NOVA_SHOWS_ERROR;
        var life = new AwkwardServer(truth.server(), zero).createdAt(HOUR);
        return life.action(
                        truth.request(1),
                        "create",
                        HOUR,
                        life.event("compute__do_build_and_run_instance", 3601, 3630, "Success"))
                .row("ERROR", 3631);
    }

    /** An administrator mended the state before changetrail looked: only the history still shows the error. */
    private AwkwardServer failedCreateInRms() {
        var truth = FAILED_CREATE_READS_SUCCESS_AND_RMS_SHOWS_ERROR;
        var life = new AwkwardServer(truth.server(), zero).createdAt(HOUR);
        return life.action(
                        truth.request(1),
                        "create",
                        HOUR,
                        life.event("compute__do_build_and_run_instance", 3601, 3630, "Success"))
                .item(
                        "ResourceChanged.CREATE",
                        3631,
                        3640,
                        resource -> properties(resource.put("provisioning_state", "Failed"))
                                .put("status", "ERROR")
                                .put("OsExtStsVmState", "error")
                                .put("OsExtStsPowerState", 0))
                .action(truth.request(2), "resetState", 2 * HOUR)
                .row("ACTIVE", 7200);
    }

    /** One such action began an hour before the world is looked at, the other a day earlier. */
    private AwkwardServer neverFinishes() {
        var truth = EVENT_NEVER_FINISHES;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        return life.action(
                        truth.request(2),
                        "createImage",
                        22 * HOUR,
                        life.event("compute_snapshot_instance", 22 * HOUR + 1, null, null))
                .action(
                        truth.request(3),
                        "createImage",
                        47 * HOUR,
                        life.event("compute_snapshot_instance", 47 * HOUR + 1, null, null));
    }

    /** The second event is written a minute after the world is first looked at, behind an action that came later. */
    private AwkwardServer lateEvent() {
        var truth = LATE_EVENT_MOVES_NOTHING;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        var late = new SimulatedEvent(
                "compute_power_on",
                life.at(40 * HOUR + 3),
                life.at(40 * HOUR + 5),
                "Success",
                null,
                life.at(48 * HOUR + 60));
        return life.action(
                        truth.request(2),
                        "reboot",
                        40 * HOUR,
                        life.event("compute_reboot_instance", 40 * HOUR + 1, 40 * HOUR + 3, "Success"),
                        late)
                .row("ACTIVE", 40 * HOUR + 3);
    }

    /** Nova deletes a server that never got a host by itself, without an action. */
    private AwkwardServer localDelete() {
        var truth = LOCAL_DELETE_LEAVES_NO_ACTION;
        return new AwkwardServer(truth.server(), zero)
                .created(truth.request(1), HOUR)
                .row("DELETED", 7200)
                .deletedItem(7210);
    }
}
