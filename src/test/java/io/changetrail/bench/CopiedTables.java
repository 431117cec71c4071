package io.changetrail.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.util.FileSystemUtils;

/** The tables that an ingest fills, written to files by {@code COPY} and read from them again by {@code COPY}. */
final class CopiedTables {

    private static final int BUFFER = 1 << 16;
    private static final List<String> TABLES = List.of(
            "server",
            "server_seen",
            "instance_action",
            "instance_action_version",
            "history_item",
            "history_item_version",
            "feed",
            "dirty_resource",
            "quarantine");

    private final DataSource database;
    private final Path directory;

    CopiedTables(DataSource database, Path directory) {
        this.database = database;
        this.directory = directory;
    }

    void dump() {
        each((copy, table) -> {
            try (var file = Files.newOutputStream(file(table))) {
                copy.copyOut("copy " + table + " to stdout", file);
            }
        });
    }

    /** Fills the empty tables, one session and one transaction each, as a restore does; nanoseconds. */
    long load() {
        var start = System.nanoTime();
        each((copy, table) -> {
            try (var file = Files.newInputStream(file(table))) {
                copy.copyIn("copy " + table + " from stdin", file, BUFFER);
            }
        });
        return System.nanoTime() - start;
    }

    /** Also forgets the streams, so that the next walk is the first. */
    void empty() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate " + String.join(", ", TABLES) + ", stream");
            statement.execute("checkpoint");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    String sizes() {
        return TABLES.stream()
                .map(table -> "%s %,d MiB".formatted(table, file(table).toFile().length() >> 20))
                .collect(Collectors.joining(", ", "copied: ", ""));
    }

    static void delete(Path directory) throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }

    private Path file(String table) {
        return directory.resolve(table + ".copy");
    }

    private void each(Work work) {
        try (var connection = database.getConnection()) {
            for (var table : TABLES) {
                work.run(connection.unwrap(PGConnection.class).getCopyAPI(), table);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private interface Work {
        void run(CopyManager copy, String table) throws SQLException, IOException;
    }
}
