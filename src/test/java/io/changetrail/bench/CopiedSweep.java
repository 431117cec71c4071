package io.changetrail.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** What a sweep reads and writes, by {@code COPY}: one session, tables in turn, each in its own transaction. */
final class CopiedSweep {

    private static final List<String> READ = List.of("""
            select id, server_id, project_id, request_id, action, ordinal, rank, user_id, start_time, updated_at, message,
                   server_error_seen, document, recorded_at
              from instance_action
            """, """
            select id, resource_id, project_id, resource_type, capture_time, status, updated, predecessor_capture, diff,
                   document, recorded_at
              from history_item
            """, "select resource_id, token from dirty_resource");

    private final DataSource database;
    private final CopiedTables written;

    CopiedSweep(DataSource database, Path directory) {
        this.database = database;
        this.written = new CopiedTables(
                database, directory, List.of("link", "change_class", "action_class", "link_revision", "feed"));
    }

    /** Takes away what sweeps have written. */
    void empty() {
        written.empty();
    }

    void dump() {
        written.dump();
    }

    /** Nanoseconds until all that a sweep reads has come out of the database, to be thrown away. */
    long copyOut() {
        var start = System.nanoTime();
        READ.forEach(rows -> copy("copy (" + rows + ") to stdout", OutputStream.nullOutputStream()));
        return System.nanoTime() - start;
    }

    /** Nanoseconds until what the sweep wrote is in its empty tables, with their indexes. */
    long copyIn() {
        return written.load();
    }

    String sizes() {
        return written.sizes();
    }

    void csv(String rows, Path file) {
        try (var out = Files.newOutputStream(file)) {
            copy("copy (" + rows + ") to stdout with (format csv)", out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void copy(String statement, OutputStream out) {
        try (var connection = database.getConnection()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement, out);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
