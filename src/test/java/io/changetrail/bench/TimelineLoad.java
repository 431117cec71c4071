package io.changetrail.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Asks for timelines of random servers, as a process of its own. It reads lines {@code connections requests-per-second seconds}
 * and answers each with {@code requests seconds bytes p50 p99 max}, times in milliseconds. At 0 requests per second each
 * connection asks again once it is answered. At any other rate a request has its time, from which its wait is counted, be its
 * connection still busy or not, so that a slow answer is not forgiven those behind it.
 */
final class TimelineLoad {

    private final int port;
    private final List<String> servers;

    private TimelineLoad(int port, List<String> servers) {
        this.port = port;
        this.servers = servers;
    }

    /** Arguments: the port, and a file of server ids. */
    public static void main(String[] arguments) throws Exception {
        var load = new TimelineLoad(Integer.parseInt(arguments[0]), Files.readAllLines(Path.of(arguments[1])));
        try (var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (var order = orders.readLine(); order != null; order = orders.readLine()) {
                var words = order.split(" ");
                System.out.println(
                        load.run(Integer.parseInt(words[0]), Double.parseDouble(words[1]), Integer.parseInt(words[2])));
            }
        }
    }

    private String run(int connections, double rate, int seconds) throws Exception {
        var begin = System.nanoTime();
        var turns = new Turns(begin, rate, seconds, new AtomicLong());
        var bytes = new AtomicLong();
        var waits = new ArrayList<long[]>();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            Callable<long[]> work = () -> ask(turns, bytes);
            for (var done : threads.invokeAll(java.util.Collections.nCopies(connections, work))) {
                waits.add(done.get());
            }
        }
        var took = (System.nanoTime() - begin) / 1e9;
        var sorted = waits.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%d %.3f %d %.2f %.2f %.2f",
                sorted.length,
                took,
                bytes.get(),
                percentile(sorted, 0.5),
                percentile(sorted, 0.99),
                percentile(sorted, 1));
    }

    private long[] ask(Turns turns, AtomicLong bytes) throws IOException {
        var waits = LongStream.builder();
        try (var connection = new PlainConnection(port)) {
            for (long due = turns.next(); turns.includes(due); due = turns.next()) {
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                var server = servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
                bytes.addAndGet(connection.get("/api/v1/servers/" + server + "/timeline?limit=100"));
                waits.add(System.nanoTime() - due);
            }
        }
        return waits.build().toArray();
    }

    private static double percentile(long[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)] / 1e6;
    }

    /** When the next request is due, by the nanosecond clock. */
    private record Turns(long begin, double rate, int seconds, AtomicLong given) {

        long next() {
            return rate == 0 ? System.nanoTime() : begin + (long) (given.getAndIncrement() * 1e9 / rate);
        }

        boolean includes(long due) {
            return due - begin < seconds * 1_000_000_000L;
        }
    }
}
