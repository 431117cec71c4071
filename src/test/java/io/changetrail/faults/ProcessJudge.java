package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what a cluster has stored, now and again, and says in the end after how many cycles all was there. */
final class ProcessJudge {

    private static final Logger log = LoggerFactory.getLogger(ProcessJudge.class);
    private static final int CYCLES = 3;
    private static final Duration LONGEST_CYCLE = Duration.ofMinutes(3);

    /** What is offered for less than the overlap and then no more is promised to nobody. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final Clock clock = Clock.systemUTC();
    private final Instant began = clock.instant();
    private final ProcessCluster cluster;
    private final List<Snapshot> snapshots = new ArrayList<>();

    ProcessJudge(ProcessCluster cluster) {
        this.cluster = cluster;
    }

    /** What is stored now must stay. */
    void observe() {
        snapshots.add(Snapshots.take(cluster.sql(), clock, clock));
    }

    /** The database itself forgot commits, so what was seen need not be there any more. */
    void forget() {
        snapshots.clear();
    }

    /**
     * All faults are over: three whole cycles from now everything that the cloud offers now must be stored, once.
     *
     * @param fired how often the fault really happened
     */
    void converged(String fault, int fired) throws Exception {
        assertThat(fired).as("%s fired", fault).isPositive();
        var healed = clock.instant();
        var cycles = 0;
        Findings found;
        do {
            awaitCycle();
            cycles++;
            observe();
            found = Checker.check(Evidence.of(cluster.cloud(), healed, GRACE), snapshots);
        } while (found.verdict() != Verdict.VALID && cycles < CYCLES);
        log.info("{}: fired {}, after {} cycles {}", fault, fired, cycles, found);
        assertThat(found.verdict()).as("%s: %s", fault, found).isEqualTo(Verdict.VALID);
        FaultsReport.add(fault, fired, found, Duration.between(began, clock.instant()));
    }

    /** Until a walk of every stream that began after now has ended whole. */
    void awaitCycle() {
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        var streams = cluster.streams();
        await().atMost(LONGEST_CYCLE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> cluster.sql()
                                .sql("select count(*) from stream where complete_until >= ?")
                                .param(now)
                                .query((row, number) -> row.getInt(1))
                                .single()
                        == streams);
    }
}
