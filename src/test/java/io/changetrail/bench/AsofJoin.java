package io.changetrail.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** DuckDB's ASOF join in memory: each history item with the one action of its server that started last before it. */
final class AsofJoin implements AutoCloseable {

    private static final String JOIN = """
            create or replace table joined as
            select item.id as item_id, action.id as action_id
              from item asof left join action on action.server_id = item.server_id and action.moment <= item.moment
            """;

    private final Connection database;

    private AsofJoin(Connection database) {
        this.database = database;
    }

    /** Of all that is stored. */
    static AsofJoin of(CopiedSweep stored, Path directory) throws SQLException {
        var join = new AsofJoin(DriverManager.getConnection("jdbc:duckdb:"));
        join.load("action", stored, directory, "select server_id, id, start_time from instance_action");
        join.load("item", stored, directory, "select resource_id, id, capture_time from history_item");
        return join;
    }

    /** Nanoseconds until the result is a table in memory. */
    long run(int threads) throws SQLException {
        execute("set threads = " + threads);
        var start = System.nanoTime();
        execute(JOIN);
        return System.nanoTime() - start;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    private void load(String table, CopiedSweep stored, Path directory, String rows) throws SQLException {
        var file = directory.resolve(table + ".csv");
        stored.csv(rows, file);
        execute("create table " + table + " as from read_csv('" + file
                + "', header = false, columns = {server_id: 'varchar', id: 'uuid', moment: 'timestamptz'})");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String toString() {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("select count(*), count(action_id), version() from joined")) {
            row.next();
            return "ASOF join: %,d rows, %,d of them with an action, DuckDB %s"
                    .formatted(row.getLong(1), row.getLong(2), row.getString(3));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
