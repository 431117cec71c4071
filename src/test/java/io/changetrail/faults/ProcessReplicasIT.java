package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Call;
import io.changetrail.simulation.Fault;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replicas that come, go and stand still while others are at work. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class ProcessReplicasIT {

    private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);
    private static final String REFUSED = "another replica has claimed the stream";

    private static final Duration SLOW = Duration.ofMillis(1500);

    /** Longer than the lease of thirty seconds. */
    private static final Duration LONG = Duration.ofSeconds(36);

    @Test
    void aReplicaThatWakesAfterItsLeaseMayNotCommit() throws Exception {
        try (var trial = ProcessCase.begin(30).with(2)) {
            var sleeper = pausedInAWalk(trial);
            trial.judge.awaitCycle();
            trial.judge.observe();
            sleeper.signal("CONT");
            ProcessCase.until(Duration.ofSeconds(30), () -> refusals(trial) > 0);
            trial.judge.converged("F38 a replica wakes after its lease", (int) refusals(trial));
        }
    }

    @Test
    void aReplicaThatSleepsInATransactionKeepsTheOthersFromNothing() throws Exception {
        try (var trial = ProcessCase.begin(30).with(2)) {
            var sleeper = trial.replica(0);
            pauseInATransaction(trial, sleeper);
            ProcessCase.until(Duration.ofSeconds(60), () -> sessionsEnded(trial) > 0);
            trial.judge.awaitCycle();
            trial.judge.observe();
            sleeper.signal("CONT");
            trial.judge.converged("F38 a replica sleeps in a transaction", (int) sessionsEnded(trial));
        }
    }

    @Test
    void fiveReplicasShareTheWork() throws Exception {
        try (var trial = ProcessCase.begin(30).with(5)) {
            pausedInAWalk(trial).signal("CONT");
            ProcessCase.until(Duration.ofSeconds(30), () -> refusals(trial) > 0);
            trial.judge.converged("F38 one of five replicas wakes after its lease", (int) refusals(trial));
        }
    }

    @Test
    void replicasComeAndGoDuringWalks() throws Exception {
        try (var trial = ProcessCase.begin(20).with(1)) {
            int changes = 0;
            for (int i = 0; i < 3; i++) {
                trial.awaitWalk();
                trial.cluster.replica().start().awaitReady();
                trial.awaitWalk();
                trial.replica(i).signal("TERM");
                assertThat(trial.replica(i).awaitEnd(GRACE_PERIOD)).isPresent();
                changes += 2;
            }
            trial.judge.converged("F39 replicas added and removed during walks", changes);
        }
    }

    private static void pauseInATransaction(ProcessCase trial, ProcessReplica sleeper) {
        for (int i = 0; i < 30; i++) {
            ProcessCase.until(Duration.ofSeconds(60), () -> sleeper.inTransaction(trial.cluster.sql()));
            sleeper.signal("STOP");
            ProcessCase.lasts(Duration.ofSeconds(1));
            if (sleeper.inTransaction(trial.cluster.sql())) {
                return;
            }
            sleeper.signal("CONT");
        }
        throw new AssertionError("the replica was never caught in a transaction");
    }

    /** One replica after the other, until one is caught waiting for the cloud, with a lease that then runs out. */
    private static ProcessReplica pausedInAWalk(ProcessCase trial) {
        var faults = trial.cluster.cloud().faults();
        var replicas = trial.cluster.replicas();
        for (int i = 0; i < 20; i++) {
            var sleeper = replicas.get(i % replicas.size());
            faults.clear();
            faults.add(new Fault("slow", ProcessReplicasIT::isRead, Fault.delayed(SLOW), Fault.ALWAYS));
            ProcessCase.lasts(Duration.ofSeconds(3));
            ProcessCase.until(Duration.ofSeconds(60), () -> ProcessLeases.held(trial.cluster.sql()) > 0);
            sleeper.signal("STOP");
            faults.clear();
            ProcessCase.lasts(Duration.ofSeconds(12));
            if (!sleeper.inTransaction(trial.cluster.sql()) && hasUnrenewedLease(trial)) {
                ProcessCase.lasts(LONG.minusSeconds(12));
                return sleeper;
            }
            sleeper.signal("CONT");
        }
        throw new AssertionError("no replica was caught in a walk");
    }

    private static boolean isRead(Call call) {
        return Set.of("history", "os-instance-actions").contains(call.kind());
    }

    private static boolean hasUnrenewedLease(ProcessCase trial) {
        return trial.count(
                        "select count(*) from stream where lease_until between now() and now() + interval '19 seconds'")
                > 0;
    }

    private static long sessionsEnded(ProcessCase trial) {
        return trial.cluster.database().logged("idle-in-transaction timeout");
    }

    private static long refusals(ProcessCase trial) {
        return trial.cluster.replicas().stream()
                .mapToLong(replica -> replica.logged(REFUSED))
                .sum();
    }
}
