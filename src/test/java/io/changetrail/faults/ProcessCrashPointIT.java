package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.faults.WireFault.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replica is killed at the three moments of a commit that matter. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class ProcessCrashPointIT {

    @ParameterizedTest
    @CsvSource({
        "F1, HOLD, into history_item",
        "F1, HOLD, into instance_action",
        "F2, CUT_ANSWERED, into history_item",
        "F2, CUT_ANSWERED, into instance_action",
        "F3, CUT_UNANSWERED, into history_item",
        "F3, CUT_UNANSWERED, into instance_action"
    })
    void aReplicaKilledAroundItsCommitLosesAndDoublesNothing(String number, Decision decision, String table)
            throws Exception {
        try (var trial = ProcessCase.begin(12);
                var wire = Wire.to(trial.cluster.database().port())) {
            var fault = wire.set(WireFault.commit(decision, table, 1));
            var replica = trial.cluster.replica("127.0.0.1:" + wire.port());
            replica.start();
            ProcessCase.until(Duration.ofSeconds(90), () -> fault.fired() > 0);
            replica.kill();
            var left = trial.count("select count(*) from stream where lease_until > now()");
            assertThat(left).as("killed in a walk").isPositive();
            wire.heal();
            replica.start().awaitReady();
            trial.judge.converged("%s kill -9 at %s of a commit %s".formatted(number, decision, table), fault.fired());
        }
    }
}
