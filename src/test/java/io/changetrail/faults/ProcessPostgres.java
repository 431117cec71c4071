package io.changetrail.faults;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that keeps its port and its data through stops, kills and pauses; from the binaries that all tests use. */
final class ProcessPostgres implements AutoCloseable {

    private final Path binaries;
    private final Path data;
    private final Path log;
    private final int port = ProcessPorts.free();

    private ProcessPostgres(Path binaries, Path data, Path logs) {
        this.binaries = binaries;
        this.data = data;
        this.log = logs.resolve("postgres" + port + ".log");
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Makes it in {@code directory/data}, which must not exist, and leaves it stopped; its log is elsewhere. */
    static ProcessPostgres create(Path directory, Path logs) throws IOException {
        var data = directory.resolve("data");
        EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .start()
                .close();
        var command = Files.readString(data.resolve("postmaster.opts"));
        var postgres = Path.of(command.substring(0, command.indexOf(' ')));
        return new ProcessPostgres(postgres.resolveSibling("."), data, logs);
    }

    /** A stopped copy of this stopped server that follows it once both run. */
    ProcessPostgres standby() throws IOException {
        var copy = data.resolveSibling("standby");
        ProcessCommand.run("cp", "-a", data.toString(), copy.toString());
        Files.createFile(copy.resolve("standby.signal"));
        var standby = new ProcessPostgres(binaries, copy, log.resolveSibling("."));
        standby.configure("primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres'");
        return standby;
    }

    /** @param lines of {@code postgresql.conf}, effective from the next start */
    void configure(String... lines) throws IOException {
        var file = data.resolve("postgresql.auto.conf");
        Files.write(
                file,
                Stream.concat(Files.readAllLines(file).stream(), Stream.of(lines))
                        .toList());
    }

    /** After a kill the last of the old processes must end first, so a start may have to be tried again. */
    void start() {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> pgCtl("start", "-w", "-l", log.toString(), "-o", options())
                                        .status()
                                == 0
                        || answers());
    }

    /** @param mode {@code fast} or {@code immediate} */
    void stop(String mode) {
        pgCtl("stop", "-w", "-m", mode);
    }

    /** {@code kill -9} of the postmaster; its children notice and end. */
    void kill() {
        postmaster().ifPresent(pid -> ProcessCommand.signal("KILL", pid));
    }

    void pause() {
        processes().forEach(pid -> ProcessCommand.signal("STOP", pid));
    }

    void resume() {
        processes().forEach(pid -> ProcessCommand.signal("CONT", pid));
    }

    /** As a standby whose line to the primary is cut: it misses all that is committed from now on. */
    void loseTouch() {
        client().sql("alter system set primary_conninfo = ''").update();
        client().sql("select pg_reload_conf()")
                .query((row, number) -> row.getBoolean(1))
                .single();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client().sql("select count(*) from pg_stat_wal_receiver")
                                .query((row, number) -> row.getInt(1))
                                .single()
                        == 0);
    }

    void promote() {
        pgCtl("promote", "-w");
    }

    /** Whether it takes connections and answers within a second. */
    boolean answers() {
        try {
            return client().sql("select 1")
                            .query((row, number) -> row.getInt(1))
                            .single()
                    == 1;
        } catch (RuntimeException away) {
            return false;
        }
    }

    /** How many lines of its log hold the text. */
    long logged(String text) {
        return ProcessCommand.lines(log, text);
    }

    int port() {
        return port;
    }

    /** Each query has a connection of its own, so this survives whatever happens to the server. */
    JdbcClient client() {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setUser("postgres");
        source.setDatabaseName("postgres");
        source.setConnectTimeout(5);
        source.setSocketTimeout(30);
        return JdbcClient.create(source);
    }

    @Override
    public void close() {
        resume();
        stop("immediate");
        kill();
    }

    private String options() {
        return "-p " + port + " -F -k '' -c listen_addresses=127.0.0.1 -c max_connections=100";
    }

    private ProcessCommand pgCtl(String... arguments) {
        var all = Stream.concat(Stream.of("-D", data.toString()), Stream.of(arguments));
        return ProcessCommand.unprivileged(binaries.resolve("pg_ctl"), all.toArray(String[]::new));
    }

    private List<Long> processes() {
        return postmaster().flatMap(ProcessHandle::of).stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.children()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private Optional<Long> postmaster() {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.stream().findFirst().map(Long::valueOf);
        } catch (IOException stopped) {
            return Optional.empty();
        }
    }
}
