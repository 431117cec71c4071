package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica is asked to end while it reads. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class ProcessShutdownIT {

    /** What a kubelet waits before it kills. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aReplicaEndsInTimeAndLeavesNoLease(int signals) throws Exception {
        try (var trial = ProcessCase.begin(30).with(1)) {
            var replica = trial.replica(0);
            ProcessCase.until(GRACE_PERIOD, () -> replica.inTransaction(trial.cluster.sql()));
            for (int i = 0; i < signals; i++) {
                replica.signal("TERM");
                ProcessCase.lasts(Duration.ofMillis(300));
            }
            assertThat(replica.awaitEnd(GRACE_PERIOD)).contains(143);
            assertThat(ProcessLeases.held(trial.cluster.sql()))
                    .as("leases left")
                    .isZero();
            replica.start().awaitReady();
            trial.judge.converged("F5 %d SIGTERM in the middle of a page".formatted(signals), signals);
        }
    }
}
