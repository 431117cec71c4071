package io.changetrail.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** When guarded calls of one kind came, measured here and not at the caller; nothing is kept before {@link #restart}. */
public final class Arrivals {

    private final Queue<Long> times = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile boolean kept;

    /** Forgets what came before and keeps what comes from now on. */
    public void restart() {
        kept = true;
        times.clear();
        mostAtOnce.set(0);
    }

    void came() {
        if (kept) {
            times.add(System.nanoTime());
        }
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    }

    void left() {
        atOnce.decrementAndGet();
    }

    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    public int count() {
        return times.size();
    }

    /** The most that came within any window of this length. */
    public int mostWithin(Duration window) {
        var sorted = sorted();
        var most = 0;
        var first = 0;
        for (var last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= window.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private long[] sorted() {
        var all = List.copyOf(times).stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(all);
        return all;
    }
}
