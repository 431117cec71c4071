package io.changetrail.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command said and how it ended. */
record ProcessCommand(int status, String output) {

    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    /** A command that hangs is killed after a minute. */
    static ProcessCommand run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new ProcessCommand(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** PostgreSQL refuses to run as root, so root runs it in a user namespace, where it is nobody. */
    static ProcessCommand unprivileged(Path program, String... arguments) {
        var command = new ArrayList<String>();
        if (ROOT) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** How many lines of a log hold the text. */
    static long lines(Path log, String text) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name such as {@code STOP}; a process that has ended meanwhile is none to worry about */
    static void signal(String name, long pid) {
        run("sh", "-c", "kill -" + name + " " + pid);
    }
}
