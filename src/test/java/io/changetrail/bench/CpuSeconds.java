package io.changetrail.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongUnaryOperator;

/** CPU seconds, user and system, as Linux counts them. */
final class CpuSeconds {

    private static final double TICKS = 100;
    private static final int USER = 11;
    private static final int WAITED_USER = 13;

    private CpuSeconds() {}

    static double of(long pid) {
        return seconds(pid, USER);
    }

    /** With its children, also those that have ended and been waited for. */
    static double ofFamily(long pid) {
        var children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .mapToDouble(child -> of(child.pid()))
                .sum();
        return of(pid) + seconds(pid, WAITED_USER) + children;
    }

    /** Of this process's children that have ended and been waited for. */
    static double ofEnded() {
        return seconds(ProcessHandle.current().pid(), WAITED_USER);
    }

    /** Of everything on this machine. */
    static double ofMachine() {
        var fields =
                read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +");
        LongUnaryOperator field = place -> Long.parseLong(fields[(int) place]);
        return (field.applyAsLong(1) + field.applyAsLong(2) + field.applyAsLong(3) + field.applyAsLong(7)) / TICKS;
    }

    /** Zero for a process that has just gone. */
    private static double seconds(long pid, int place) {
        var stat = read(Path.of("/proc/" + pid + "/stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[place]) + Long.parseLong(fields[place + 1])) / TICKS;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
