package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole trial: two replicas over a living cloud, killed as planned, healed, and judged within three cycles. */
final class CrashRun {

    private static final Logger log = LoggerFactory.getLogger(CrashRun.class);
    private static final int CYCLES = 3;
    private static final Duration LONGEST_CYCLE = Duration.ofMinutes(3);

    private final CrashPlan plan;
    private final Duration living;

    /** @param living for how long the cloud has news; the killing should take less */
    CrashRun(CrashPlan plan, Duration living) {
        this.plan = plan;
        this.living = living;
    }

    void go() throws Exception {
        var began = Instant.now();
        var world = ProcessWorld.busy(60, 5, plan.seed(), began, living);
        try (var cluster = new ProcessCluster(world, Clock.systemUTC())) {
            cluster.replica().start();
            cluster.replica().start();
            cluster.replicas().forEach(ProcessReplica::awaitReady);
            CrashTally tally;
            int died;
            try (var leases = new ProcessLeases(cluster.sql())) {
                tally = new CrashLoop(cluster).run(plan);
                cluster.replicas().forEach(ProcessReplica::awaitReady);
                died = leases.ownersThatDied();
            }
            log.info("seed {}: {}, {} with a lease", plan.seed(), tally, died);
            var cycles = cyclesUntilWhole(cluster);
            log.info("whole after {} cycles, {} since the start", cycles, Duration.between(began, Instant.now()));
            assertThat(tally.replicas()).isEqualTo(plan.kills());
            assertThat(tally.databases()).isEqualTo(plan.databaseKills());
            assertThat(died).isPositive();
        }
    }

    private int cyclesUntilWhole(ProcessCluster cluster) {
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            awaitCycle(cluster);
        }
        return CYCLES;
    }

    /** Until a walk of every stream that began after now has ended whole. */
    static void awaitCycle(ProcessCluster cluster) {
        var now = OffsetDateTime.now();
        await().atMost(LONGEST_CYCLE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> cluster.sql()
                                .sql("select count(*) from stream where complete_until is null or complete_until < ?")
                                .param(now)
                                .query((row, number) -> row.getInt(1))
                                .single()
                        == 0);
    }
}
