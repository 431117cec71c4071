package io.changetrail.faults;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two replicas and their database, each killed with {@code kill -9} again and again while the cloud has news. */
@ExtendWith(FaultsTable.class)
class CrashLoopIT {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() % 1_000_000);

    @Test
    @Tag("faults")
    void thirtyKillsOfReplicasAndFiveOfTheDatabaseLoseAndDoubleNothing() throws Exception {
        new CrashRun(new CrashPlan(SEED, 30, 5), Duration.ofHours(1)).go();
    }

    @Test
    @Tag("soak")
    void twoHundredKillsOfReplicasAndTwentyOfTheDatabaseLoseAndDoubleNothing() throws Exception {
        new CrashRun(new CrashPlan(SEED, 200, 20), Duration.ofHours(2)).go();
    }
}
