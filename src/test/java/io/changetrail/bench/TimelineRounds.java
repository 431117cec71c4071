package io.changetrail.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures service and pgbench in turn, and then the service alone at half of its peak. */
final class TimelineRounds {

    /** Requests that the service works on at once; as many connections has pgbench. */
    static final int READS_AT_ONCE = 7;

    private static final int CONNECTIONS = 2 * READS_AT_ONCE;
    private static final int CONNECTIONS_AT_HALF = 28;
    private static final int WARM = 10_000;
    private static final double STEADY = 0.95;

    private final TimelineSize size;
    private final BenchmarkProcess service;
    private final BenchmarkProcess client;
    private final long postmaster;
    private String latencies = "";

    TimelineRounds(TimelineSize size, BenchmarkProcess service, BenchmarkProcess client, JdbcClient database) {
        this.size = size;
        this.service = service;
        this.client = client;
        this.postmaster = database.sql("select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::bigint")
                .query(Long.class)
                .single();
    }

    /** Until enough was asked for the hot code to be compiled, and a call takes no less CPU than before. */
    void warm() {
        double asked = 0;
        double before;
        double now = Double.MAX_VALUE;
        do {
            before = now;
            var measured = served(0, CONNECTIONS, size.seconds());
            System.out.println("warming up: " + measured);
            asked += measured.perSecond() * measured.seconds();
            now = measured.cpu();
        } while (asked < WARM || now < before * STEADY);
    }

    /** @return the service's peak as a part of pgbench's */
    double run(Pgbench pgbench) throws IOException, InterruptedException {
        pgbench.calls(size.seconds() / 2);
        var lookups = pgbench.lookups(size.seconds() / 2);
        var served = new ArrayList<Measured>();
        var bare = new ArrayList<Measured>();
        for (int round = 1; round <= size.rounds(); round++) {
            bare.add(bare(pgbench, lookups));
            System.out.printf("round %d, pgbench: %s%n", round, bare.getLast());
            served.add(served(0, CONNECTIONS, size.seconds()));
            System.out.printf("round %d, service: %s%n", round, served.getLast());
        }
        var peak = median(served, Measured::perSecond);
        var ratio = peak / median(bare, Measured::perSecond);
        System.out.printf(
                Locale.ROOT,
                "half of the peak, service: %s%n",
                served(peak / 2, CONNECTIONS_AT_HALF, 2 * size.seconds()));
        System.out.println("half of the peak: " + latencies);
        System.out.printf(
                Locale.ROOT,
                "ratio of the medians: %.2f; of calls for the same CPU, whatever else runs: %.2f%n",
                ratio,
                median(bare, Measured::cpu) / median(served, Measured::cpu));
        return ratio;
    }

    /** @param rate requests per second; 0 for as many as there can be */
    private Measured served(double rate, int connections, int seconds) {
        var before = snapshot(0);
        var answer = client.ask(String.format(Locale.ROOT, "%d %.3f %d", connections, rate, seconds))
                .split(" ");
        var after = snapshot(0);
        var requests = Long.parseLong(answer[0]);
        latencies = "p50 %s ms, p99 %s ms, most %s ms of %s answers of %,d bytes"
                .formatted(
                        answer[3], answer[4], answer[5], answer[0], Long.parseLong(answer[2]) / Math.max(1, requests));
        return after.since(before, requests);
    }

    /** Its rate is what it would be without looking up the parameters. */
    private Measured bare(Pgbench pgbench, double lookups) throws IOException, InterruptedException {
        var before = snapshot(CpuSeconds.ofEnded());
        var calls = pgbench.calls(size.seconds());
        var after = snapshot(CpuSeconds.ofEnded());
        var perSecond = 1 / (1 / calls - 1 / lookups);
        var spent = after.since(before, 0);
        return new Measured(
                perSecond,
                size.seconds(),
                spent.service(),
                after.ended - before.ended,
                spent.database(),
                spent.other());
    }

    private Snapshot snapshot(double ended) {
        return new Snapshot(
                System.nanoTime(),
                CpuSeconds.of(service.pid()),
                CpuSeconds.of(client.pid()),
                CpuSeconds.ofFamily(postmaster),
                CpuSeconds.ofMachine(),
                ended);
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private record Snapshot(
            long nanoseconds, double service, double client, double database, double machine, double ended) {

        Measured since(Snapshot before, long calls) {
            var seconds = (nanoseconds - before.nanoseconds) / 1e9;
            var ours = service
                    - before.service
                    + client
                    - before.client
                    + database
                    - before.database
                    + ended
                    - before.ended;
            return new Measured(
                    calls / seconds,
                    seconds,
                    service - before.service,
                    client - before.client,
                    database - before.database,
                    machine - before.machine - ours);
        }
    }
}
