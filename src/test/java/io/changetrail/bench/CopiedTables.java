package io.changetrail.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.util.FileSystemUtils;

/** Tables written to files by {@code COPY} and read from them again by {@code COPY}. */
final class CopiedTables {

    private static final int BUFFER = 1 << 16;

    private final DataSource database;
    private final Path directory;
    private final List<String> tables;

    CopiedTables(DataSource database, Path directory, List<String> tables) {
        this.database = database;
        this.directory = directory;
        this.tables = tables;
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

    void empty(String... others) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate "
                    + Stream.concat(tables.stream(), Stream.of(others)).collect(Collectors.joining(", ")));
            statement.execute("checkpoint");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    String sizes() {
        return tables.stream()
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
            for (var table : tables) {
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
