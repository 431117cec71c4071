package io.changetrail.bench;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells from the database whether everything has been stored. */
final class IngestProgress {

    private final JdbcClient database;
    private final BenchmarkSize size;

    IngestProgress(JdbcClient database, BenchmarkSize size) {
        this.database = database;
        this.size = size;
    }

    boolean isDone() {
        return database.sql("""
                        select (select count(*) from server) = ? and not exists (
                               select from server where ecs_due_at is not null or rms_due_at is not null)
                        """)
                .param(size.servers())
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    void requireAll() {
        require("history_item", size.servers() * size.items());
        require("instance_action", size.servers() * size.actions());
        require("feed where type <> 'coverage.changed'", size.rows());
        require("quarantine", 0);
    }

    private void require(String table, int rows) {
        var stored = database.sql("select count(*) from " + table)
                .query((row, number) -> row.getInt(1))
                .single();
        if (stored != rows) {
            throw new IllegalStateException("%,d rows in %s instead of %,d".formatted(stored, table, rows));
        }
    }
}
