package io.changetrail.bench;

import io.changetrail.ChangetrailApplication;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A Java process of its own, so that its CPU seconds are its own. */
final class BenchmarkProcess implements AutoCloseable {

    private final Process process;
    private final BufferedWriter words;
    private final BufferedReader answers;

    private BenchmarkProcess(Process process) {
        this.process = process;
        this.words = process.outputWriter();
        this.answers = process.inputReader();
    }

    /**
     * The service, without what only tests have on their class path, such as their logging.
     *
     * @param output all that it writes
     */
    static BenchmarkProcess service(String options, Map<String, ?> environment, Path output) throws IOException {
        var builder = java(options, productionClasses(), ChangetrailApplication.class);
        environment.forEach((name, value) -> builder.environment().put(name, String.valueOf(value)));
        return new BenchmarkProcess(builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start());
    }

    /** A part of the benchmark, which answers what it is asked. */
    static BenchmarkProcess answering(Class<?> main, String options, String... arguments) throws IOException {
        var builder = java(options, System.getProperty("java.class.path"), main);
        builder.command().addAll(List.of(arguments));
        return new BenchmarkProcess(builder.redirectError(Redirect.INHERIT).start());
    }

    private static ProcessBuilder java(String options, String classes, Class<?> main) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-cp", classes, main.getName()));
        return new ProcessBuilder(command);
    }

    private static String productionClasses() {
        var own = Path.of(URI.create(BenchmarkProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().equals(own))
                .collect(Collectors.joining(File.pathSeparator));
    }

    long pid() {
        return process.pid();
    }

    /** Says a line and waits for one. */
    String ask(String line) {
        try {
            words.write(line + "\n");
            words.flush();
            return Objects.requireNonNull(answers.readLine(), "It ended; see its errors");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
