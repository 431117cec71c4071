package io.changetrail.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and changes single streams; a change that names a walk hits nothing once another replica has the stream. */
@Repository
class StreamRows {

    /** What {@link #row} reads. */
    static final String COLUMNS = """
            source, scope, cursor_at, complete_until, sweep_at, swept_until, walked_since, whole_since, whole_began_at, trouble,
            limitation, limited_since, backfill_left, onboarded_since, recorder_on_at, retention_days, told,
            greatest(whole_at, lease_until) as alive_at, now() as read_at
            """;

    private static final String OF_WALK = " where source = :source and scope = :scope and epoch = :epoch";

    private final JdbcClient jdbc;
    private final SyncProperties properties;

    StreamRows(JdbcClient jdbc, SyncProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    List<StreamRow> all() {
        return jdbc.sql("select " + COLUMNS + " from stream").query(this::row).list();
    }

    /** The projects whose actions are or were watched, in order. */
    List<String> projects() {
        return jdbc.sql("select scope from stream where source = 'ecs' order by scope")
                .query((row, number) -> row.getString("scope"))
                .list();
    }

    Optional<StreamRow> find(StreamKey key) {
        return jdbc.sql("select " + COLUMNS + " from stream where source = :source and scope = :scope")
                .params(Map.of("source", key.source(), "scope", key.scope()))
                .query(this::row)
                .optional();
    }

    /** The stream of a walk, locked for the caller's transaction; fails if another replica has it. */
    StreamRow locked(Walk walk) {
        return jdbc.sql("select " + COLUMNS + " from stream" + OF_WALK + " for no key update")
                .params(names(walk))
                .query(this::row)
                .optional()
                .orElseThrow(() -> new StaleWalkException(walk.stream()));
    }

    /**
     * Changes the stream of a walk.
     *
     * @param assignments may name {@code :at}, the start of the walk
     * @return the stream as it is then; empty if another replica has it
     */
    Optional<StreamRow> change(Walk walk, String assignments, Map<String, ?> values) {
        return jdbc.sql("update stream set " + assignments + OF_WALK + " returning " + COLUMNS)
                .params(names(walk))
                .param("at", walk.startedAt().atOffset(ZoneOffset.UTC))
                .params(values)
                .query(this::row)
                .optional();
    }

    void told(StreamKey key, String told) {
        jdbc.sql("update stream set told = :told where source = :source and scope = :scope")
                .params(Map.of("told", told, "source", key.source(), "scope", key.scope()))
                .update();
    }

    StreamRow row(ResultSet row, int number) throws SQLException {
        var key = new StreamKey(row.getString("source"), row.getString("scope"));
        return new StreamRow(
                key,
                instant(row, "cursor_at"),
                instant(row, "complete_until"),
                instant(row, "sweep_at"),
                instant(row, "swept_until"),
                instant(row, "walked_since"),
                instant(row, "whole_since"),
                instant(row, "whole_began_at"),
                isQuiet(key, row),
                reason(row, "trouble"),
                reason(row, "limitation"),
                instant(row, "limited_since"),
                row.getLong("backfill_left") > 0,
                instant(row, "onboarded_since"),
                instant(row, "recorder_on_at"),
                row.getObject("retention_days", Integer.class),
                row.getString("told"));
    }

    /** By the database's clock alone. */
    private boolean isQuiet(StreamKey key, ResultSet row) throws SQLException {
        var alive = instant(row, "alive_at");
        var read = instant(row, "read_at");
        return alive != null
                && read != null
                && alive.plus(properties.silence(key)).isBefore(read);
    }

    private static Map<String, Object> names(Walk walk) {
        return Map.of("source", walk.stream().source(), "scope", walk.stream().scope(), "epoch", walk.epoch());
    }

    private static @Nullable GapReason reason(ResultSet row, String column) throws SQLException {
        var word = row.getString(column);
        return word == null ? null : GapReason.of(word);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
