package io.changetrail.faults;

import static org.awaitility.Awaitility.await;

import io.changetrail.support.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One replica of the packaged application as a process that can be killed, paused and started again on its ports. */
final class ProcessReplica implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final String name;
    private final Path log;
    private final Map<String, String> environment;
    private final int port = ProcessPorts.free();
    private final int managementPort = ProcessPorts.free();
    private Optional<Process> process = Optional.empty();

    /**
     * Not started.
     *
     * @param name what PostgreSQL knows its sessions by
     * @param directory where its output is gathered over all its lives
     */
    ProcessReplica(String name, Path directory, Map<String, String> environment) {
        this.name = name;
        this.log = directory.resolve(name + ".log");
        this.environment = new HashMap<>(environment);
        this.environment.put("SERVER_PORT", Integer.toString(port));
        this.environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.ifPresent(Process::destroyForcibly)));
    }

    ProcessReplica start() {
        return start(ProcessJar.packaged().command("256m"));
    }

    /** @param command with whatever goes before it, such as a limit of its resources */
    ProcessReplica start(List<String> command) {
        try {
            var builder = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = Optional.of(builder.start());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again if it ends by itself meanwhile, as whatever runs it in production does. */
    ProcessReplica awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!running()) {
                start();
            }
            return ready();
        });
        return this;
    }

    boolean ready() {
        return api().status("/readyz") == 200;
    }

    boolean live() {
        return api().status("/livez") == 200;
    }

    ApiClient api() {
        return new ApiClient("http://127.0.0.1:" + port);
    }

    /** Its meters as Prometheus reads them. */
    ApiClient management() {
        return new ApiClient("http://127.0.0.1:" + managementPort);
    }

    void signal(String name) {
        process.ifPresent(running -> ProcessCommand.signal(name, running.pid()));
    }

    /** Whether a session of it has something under way that is not committed, and PostgreSQL waits for what comes next. */
    boolean inTransaction(JdbcClient sql) {
        return sql.sql(
                                "select count(*) from pg_stat_activity where application_name = ? and state like 'idle in trans%'")
                        .param(name)
                        .query((row, number) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** {@code kill -9}, and waits until it is gone. */
    void kill() {
        process.ifPresent(Process::destroyForcibly);
        awaitEnd(Duration.ofSeconds(30));
    }

    /** Its exit status, or nothing if it still runs after {@code limit}. */
    Optional<Integer> awaitEnd(Duration limit) {
        return process.filter(running -> ended(running, limit)).map(Process::exitValue);
    }

    boolean running() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** How many lines of its log hold the text. */
    long logged(String text) {
        return ProcessCommand.lines(log, text);
    }

    @Override
    public void close() {
        kill();
    }

    private static boolean ended(Process running, Duration limit) {
        try {
            return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
