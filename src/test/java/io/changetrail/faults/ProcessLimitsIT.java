package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Little memory, few file descriptors, a full disk. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class ProcessLimitsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void largePagesFitIntoLittleMemory() throws Exception {
        try (var trial = ProcessCase.begin(40)) {
            trial.cluster.cloud().settings().historyPage(200);
            trial.cluster.replica().start(ProcessJar.packaged().command("128m")).awaitReady();
            var cloud = trial.cluster.cloud();
            ProcessCase.until(SOON, () -> cloud.served("history") > 0);
            trial.judge.converged("F40 128 MiB of heap under large pages", cloud.served("history"));
            assertThat(trial.replica(0).logged("OutOfMemoryError")).isZero();
        }
    }

    @Test
    void aReplicaThatRunsOutOfFileDescriptorsRecoversOnceItHasEnough() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "util-linux's prlimit is not there");
        try (var trial = ProcessCase.begin(12)) {
            var command = new ArrayList<>(List.of("prlimit", "--nofile=64:64"));
            command.addAll(ProcessJar.packaged().command("256m"));
            var replica = trial.cluster.replica().start(command);
            ProcessCase.until(SOON, () -> !replica.running() || replica.logged("Too many open files") > 0);
            var fired = (int) replica.logged("Too many open files");
            replica.kill();
            replica.start().awaitReady();
            trial.judge.converged("F40 too few file descriptors", fired);
        }
    }

    @Test
    void aFullDiskIsWaitedOut() throws Exception {
        var small = ProcessDisk.small("128m");
        assumeTrue(small.isPresent(), "a tmpfs cannot be mounted here; that takes root");
        try (var trial = ProcessCase.begin(12, small.orElseThrow()).with(1)) {
            var replica = trial.replica(0);
            small.orElseThrow().fill();
            ProcessCase.until(SOON, () -> spaceIsMissed(trial));
            ProcessCase.lasts(Duration.ofSeconds(5));
            small.orElseThrow().free();
            trial.cluster.database().start();
            ProcessCase.until(SOON, replica::ready);
            trial.judge.converged("F36 the database's disk is full", 1);
        }
    }

    private static boolean spaceIsMissed(ProcessCase trial) {
        return trial.cluster.database().logged("No space left on device") > 0;
    }
}
