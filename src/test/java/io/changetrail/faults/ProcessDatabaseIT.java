package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database's own processes end, stall or change places under a replica that lives on. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class ProcessDatabaseIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** How a PostgreSQL goes away. */
    enum End {
        FAST,
        IMMEDIATE,
        KILLED;

        void come(ProcessPostgres database) {
            switch (this) {
                case FAST -> database.stop("fast");
                case IMMEDIATE -> database.stop("immediate");
                case KILLED -> database.kill();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaIsNotReadyWhileItsDatabaseIsAwayAndGoesOnAfterwards(End end) throws Exception {
        try (var trial = ProcessCase.begin(12).with(1)) {
            var replica = trial.replica(0);
            end.come(trial.cluster.database());
            ProcessCase.until(SOON, () -> !replica.ready());
            assertThat(replica.live()).isTrue();
            trial.cluster.database().start();
            ProcessCase.until(SOON, replica::ready);
            trial.judge.converged("F33 PostgreSQL restarted, " + end, 1);
            assertThat(replica.running()).isTrue();
        }
    }

    @Test
    void nothingIsAskedForWhileTheDatabaseStandsStill() throws Exception {
        try (var trial = ProcessCase.begin(12).with(1)) {
            trial.awaitWalk();
            trial.cluster.database().pause();
            ProcessCase.lasts(Duration.ofSeconds(3));
            var calls = calls(trial);
            ProcessCase.lasts(Duration.ofSeconds(10));
            var later = calls(trial);
            trial.cluster.database().resume();
            assertThat(later - calls).as("calls while the database stood still").isZero();
            ProcessCase.until(SOON, () -> calls(trial) > later);
            trial.judge.converged("F37 PostgreSQL stands still", 1);
        }
    }

    @Test
    void commitsThatAFailoverLosesAreReadAgain() throws Exception {
        try (var trial = ProcessCase.begin(12)) {
            var primary = trial.cluster.database();
            primary.stop("fast");
            try (var standby = primary.standby()) {
                primary.start();
                standby.start();
                trial.cluster
                        .replica("127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port())
                        .start();
                var fired = loseCommits(trial, standby);
                trial.cluster.moveTo(standby);
                trial.judge.converged("F34 failover to a standby that is behind", fired);
            }
        }
    }

    /** The standby hears nothing of the last walks, then has to take over. */
    private static int loseCommits(ProcessCase trial, ProcessPostgres standby) {
        trial.replica(0).awaitReady();
        trial.judge.awaitCycle();
        standby.loseTouch();
        trial.judge.awaitCycle();
        trial.judge.awaitCycle();
        var known = ProcessLeases.claims(trial.cluster.sql());
        trial.cluster.database().kill();
        standby.promote();
        ProcessCase.until(SOON, standby::answers);
        var kept = ProcessLeases.claims(standby.client());
        assertThat(kept).isPositive().isLessThan(known);
        trial.judge.forget();
        return (int) (known - kept);
    }

    private static int calls(ProcessCase trial) {
        return trial.cluster.cloud().served("os-instance-actions")
                + trial.cluster.cloud().served("history")
                + trial.cluster.cloud().served("servers/detail")
                + trial.cluster.cloud().served("tracked-resources");
    }
}
