package io.changetrail.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged application, unpacked once as its manual says, with an archive of its classes from the first clean end. */
final class ProcessJar {

    private static final Path JAR = Path.of(
                    System.getProperty("changetrail.jar", "target/changetrail-0.1.0-SNAPSHOT.jar"))
            .toAbsolutePath();
    private static final ProcessJar ONLY = unpack();

    private final Path application;
    private final Path archive;

    private ProcessJar(Path directory) {
        this.application = directory.resolve(JAR.getFileName());
        this.archive = directory.resolve("classes.jsa");
    }

    static ProcessJar packaged() {
        return ONLY;
    }

    /** @param memory as in {@code -Xmx} */
    List<String> command(String memory) {
        var command = new ArrayList<>(List.of(
                java(), "-Xmx" + memory, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(List.of("-jar", application.toString()));
        return List.copyOf(command);
    }

    /** The command whose clean end leaves the archive, or nothing if it is there. */
    List<String> archiving() {
        if (Files.exists(archive)) {
            return List.of();
        }
        var command = new ArrayList<>(command("256m"));
        command.add(1, "-XX:ArchiveClassesAtExit=" + archive);
        return command;
    }

    private static ProcessJar unpack() {
        try {
            var directory = Files.createTempDirectory("changetrail-processes");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> ProcessCommand.run("rm", "-rf", directory.toString())));
            var done = ProcessCommand.run(
                    java(),
                    "-Djarmode=tools",
                    "-jar",
                    JAR.toString(),
                    "extract",
                    "--force",
                    "--destination",
                    directory.toString());
            if (done.status() != 0) {
                throw new IllegalStateException("cannot unpack " + JAR + ": " + done.output());
            }
            return new ProcessJar(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
