package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;

/** The whole trial: two replicas over a living cloud, killed as planned, healed, and judged within three cycles. */
final class CrashRun {

    private final CrashPlan plan;
    private final Duration living;

    /** @param living for how long the cloud has news; the killing should take less */
    CrashRun(CrashPlan plan, Duration living) {
        this.plan = plan;
        this.living = living;
    }

    void go() throws Exception {
        var world = ProcessWorld.busy(60, 5, plan.seed(), Clock.systemUTC().instant(), living);
        try (var disk = ProcessDisk.usual();
                var cluster = new ProcessCluster(world, Clock.systemUTC(), disk.path());
                var leases = new ProcessLeases(cluster.sql())) {
            cluster.replica().start();
            cluster.replica().start();
            cluster.replicas().forEach(ProcessReplica::awaitReady);
            var judge = new ProcessJudge(cluster);
            var tally = new CrashLoop(cluster, judge).run(plan);
            cluster.replicas().forEach(ProcessReplica::awaitReady);
            judge.converged("F4 seed %d: %s".formatted(plan.seed(), tally), tally.replicas() + tally.databases());
            assertThat(tally.replicas()).isEqualTo(plan.kills());
            assertThat(tally.databases()).isEqualTo(plan.databaseKills());
            assertThat(leases.ownersThatDied())
                    .as("replicas killed in the middle of a walk")
                    .isPositive();
            System.out.printf("%d of %d replicas died with a lease%n", leases.ownersThatDied(), plan.kills());
        }
    }
}
