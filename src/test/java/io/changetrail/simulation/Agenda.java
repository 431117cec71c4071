package io.changetrail.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is still to happen to one server; things planned for the same instant happen in the order of planning. */
final class Agenda {

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
    private Instant now;
    private long planned;

    Agenda(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    void at(Instant time, Runnable task) {
        entries.add(new Entry(time.isBefore(now) ? now : time, planned++, task));
    }

    void in(double seconds, Runnable task) {
        at(now.plus(Chance.seconds(seconds)), task);
    }

    void runUntil(Instant end) {
        for (Entry next = entries.poll(); next != null; next = entries.poll()) {
            if (next.at().isAfter(end)) {
                return;
            }
            now = next.at();
            next.task().run();
        }
    }

    private record Entry(Instant at, long order, Runnable task) {}
}
