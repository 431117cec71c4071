package io.changetrail.faults;

/** Kills replicas and the database as planned and starts each again at once, while all that still lives goes on reading. */
final class CrashLoop {

    private final ProcessCluster cluster;
    private final ProcessJudge judge;
    private final CrashTally tally = new CrashTally();

    CrashLoop(ProcessCluster cluster, ProcessJudge judge) {
        this.cluster = cluster;
        this.judge = judge;
    }

    CrashTally run(CrashPlan plan) throws InterruptedException {
        for (var step : plan.steps(cluster.replicas().size())) {
            if (step.database()) {
                killDatabase(step);
            } else {
                killReplica(step);
            }
        }
        return tally;
    }

    private void killDatabase(CrashPlan.Step step) throws InterruptedException {
        Thread.sleep(step.pause());
        cluster.database().kill();
        tally.database();
        Thread.sleep(step.down());
        cluster.database().start();
        judge.observe();
    }

    private void killReplica(CrashPlan.Step step) throws InterruptedException {
        var victim = cluster.replicas().get(step.victim());
        if (step.duringStart()) {
            victim.kill();
            victim.start();
            Thread.sleep(step.pause().dividedBy(2));
        } else {
            victim.awaitReady();
            Thread.sleep(step.pause());
        }
        tally.replica(step.duringStart(), victim.inTransaction(cluster.sql()));
        victim.kill();
        victim.start();
    }
}
