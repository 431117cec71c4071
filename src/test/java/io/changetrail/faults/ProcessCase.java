package io.changetrail.faults;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionFactory;

/** What every fault of processes begins with: a cluster over a living cloud, and a judge who watches it. */
final class ProcessCase implements AutoCloseable {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() % 1_000_000);

    final ProcessCluster cluster;
    final ProcessJudge judge;
    private final ProcessDisk disk;

    private ProcessCase(ProcessCluster cluster, ProcessDisk disk) {
        this.disk = disk;
        this.cluster = cluster;
        this.judge = new ProcessJudge(cluster);
    }

    /** @param servers of which something new is heard for the next quarter of an hour */
    static ProcessCase begin(int servers) throws Exception {
        return begin(servers, ProcessDisk.usual());
    }

    static ProcessCase begin(int servers, ProcessDisk disk) throws Exception {
        System.out.println("A living world, -Dfaults.seed=" + SEED);
        var clock = Clock.systemUTC();
        var world = ProcessWorld.busy(servers, 2, SEED, clock.instant(), Duration.ofMinutes(15));
        return new ProcessCase(new ProcessCluster(world, clock, disk.path()), disk);
    }

    /** As many replicas as asked for, ready and through their first walks. */
    ProcessCase with(int replicas) throws Exception {
        try {
            for (int i = 0; i < replicas; i++) {
                cluster.replica().start();
            }
            cluster.replicas().forEach(ProcessReplica::awaitReady);
            judge.awaitCycle();
            judge.observe();
            return this;
        } catch (Exception | Error failed) {
            close();
            throw failed;
        }
    }

    ProcessReplica replica(int number) {
        return cluster.replicas().get(number);
    }

    int count(String sql) {
        return cluster.sql().sql(sql).query((row, number) -> row.getInt(1)).single();
    }

    /** Until a walk is under way. */
    void awaitWalk() {
        until(Duration.ofSeconds(60), () -> ProcessLeases.held(cluster.sql()) > 0);
    }

    static void until(Duration limit, Callable<Boolean> condition) {
        quickly().atMost(limit).until(condition);
    }

    static void lasts(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
    }

    private static ConditionFactory quickly() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions();
    }

    @Override
    public void close() {
        cluster.close();
        disk.close();
    }
}
