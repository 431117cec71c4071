package io.changetrail.bench;

import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;

/** Prints what is left on the heap after a collection, at ten points of an ingest. */
final class UsedHeap {

    private static final int POINTS = 10;

    private int printed;
    private long most;

    /** @param percent how far the ingest is */
    void look(IntSupplier percent) {
        if (percent.getAsInt() >= (printed + 1) * 100 / POINTS) {
            printed++;
            print(percent.getAsInt() + " % read");
        }
    }

    void print(String when) {
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        most = Math.max(most, used);
        System.out.printf(
                "  heap after GC, %-12s %4d MiB of %d%n",
                when + ":", used, Runtime.getRuntime().maxMemory() >> 20);
    }
}
