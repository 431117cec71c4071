package io.changetrail.bench;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the figures come from. */
final class Machine {

    private Machine() {}

    static String description(DataSource database) throws IOException, SQLException, InterruptedException {
        var postgres = JdbcClient.create(database)
                .sql("select split_part(version(), ' on ', 1) || ', fsync ' || current_setting('fsync')"
                        + " || ', synchronous_commit ' || current_setting('synchronous_commit')")
                .query((row, number) -> row.getString(1))
                .single();
        return "%d cores, %s, Java %s, %s, commit %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        System.getProperty("java.runtime.version"),
                        postgres,
                        commit());
    }

    private static String commit() throws IOException, InterruptedException {
        var git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
        var text = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? text : "unknown";
    }
}
