package io.changetrail.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The durable list of whom to read next; a server leaves it in the transaction that stores what was read. */
@Component
public class DueServers {

    /** Nova's {@code updated} has whole seconds and rows become visible late: a read this soon after it may have missed it. */
    static final Duration SETTLING = Duration.ofSeconds(5);

    private final JdbcClient jdbc;

    DueServers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Servers of the project that were due for an action read at {@code before}, longest due first. */
    public List<DueServer> forActions(String projectId, Instant before, int limit) {
        return jdbc.sql("""
                        select server_id, project_id, ecs_due_at as due_at, ecs_read_at as read_at from server
                         where project_id = :project and ecs_due_at <= :before
                         order by ecs_due_at limit :limit
                        """)
                .param("project", projectId)
                .param("before", utc(before))
                .param("limit", limit)
                .query(DueServers::due)
                .list();
    }

    /** Servers that were due for a history read at {@code before}, longest due first. */
    public List<DueServer> forHistory(Instant before, int limit) {
        return jdbc.sql("""
                        select server_id, project_id, rms_due_at as due_at, rms_read_at as read_at from server
                         where rms_due_at <= :before order by rms_due_at limit :limit
                        """)
                .param("before", utc(before))
                .param("limit", limit)
                .query(DueServers::due)
                .list();
    }

    /**
     * The server's actions are stored, in the caller's transaction.
     *
     * @param began the upstream's clock when the list was served
     * @param again when to read again whatever happens, for actions that have not ended; null if all are final
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void actionsRead(DueServer server, Instant began, Instant now, @Nullable Instant again) {
        jdbc.sql("""
                        update server
                           set ecs_due_at = case when ecs_due_at <> :due then ecs_due_at
                                                 when nova_updated >= :settled then :now
                                                 else :again end,
                               ecs_attempts = 0, ecs_failing = false, ecs_read_at = :now
                         where server_id = :id
                        """)
                .param("due", utc(server.dueAt()))
                .param("settled", utc(began.minus(SETTLING)))
                .param("now", utc(now))
                .param("again", again == null ? null : utc(again), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", server.serverId())
                .update();
    }

    /**
     * The server's history is stored, in the caller's transaction; it stays due, less and less often, until the newest item
     * has the checksum of the list, and after a deletion until the deletion itself has been seen or a day has passed.
     *
     * @param checksum of the newest stored item; null if it has none
     * @param deleted whether the newest stored item tells of the deletion
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void historyRead(DueServer server, Instant began, Instant now, @Nullable String checksum, boolean deleted) {
        jdbc.sql("""
                        update server
                           set rms_due_at = case when rms_due_at <> :due then rms_due_at
                                                 when :deleted then null
                                                 when deleted_at is not null then
                                                     case when deleted_at > cast(:now as timestamptz) - interval '26 hours'
                                                          then :now + least(interval '1 hour', interval '30 seconds' * power(2, least(rms_attempts, 10))) end
                                                 when rms_checksum is distinct from :checksum and rms_checksum is not null
                                                     then :now + least(interval '10 minutes', interval '5 seconds' * power(2, least(rms_attempts, 10)))
                                            end,
                               rms_attempts = rms_attempts + 1, rms_failing = false, rms_read_at = :began
                         where server_id = :id
                        """)
                .param("due", utc(server.dueAt()))
                .param("deleted", deleted)
                .param("checksum", checksum, java.sql.Types.VARCHAR)
                .param("now", utc(now))
                .param("began", utc(began))
                .param("id", server.serverId())
                .update();
    }

    /** The read failed: the server stays due and is tried again after a pause that doubles up to ten minutes. */
    @Transactional
    public void actionsFailed(DueServer server, Instant now) {
        failed("ecs", server, now);
    }

    /** As {@link #actionsFailed}, for its history. */
    @Transactional
    public void historyFailed(DueServer server, Instant now) {
        failed("rms", server, now);
    }

    /** Upstream knows the server no more, which is final: what is stored stays. */
    @Transactional
    public void actionsGone(DueServer server, Instant now) {
        jdbc.sql("""
                        update server set ecs_due_at = null, ecs_attempts = 0, ecs_failing = false, ecs_read_at = :now
                         where server_id = :id
                        """).param("now", utc(now)).param("id", server.serverId()).update();
    }

    /** Servers of the project whose last action read failed. */
    public long failingActions(String projectId) {
        return jdbc.sql("select count(*) from server where project_id = :project and ecs_failing")
                .param("project", projectId)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    /** Servers whose last history read failed. */
    public long failingHistory() {
        return jdbc.sql("select count(*) from server where rms_failing")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private void failed(String source, DueServer server, Instant now) {
        jdbc.sql("""
                        update server
                           set #_due_at = :now + least(interval '10 minutes', interval '5 seconds' * power(2, least(#_attempts, 10))),
                               #_attempts = #_attempts + 1, #_failing = true
                         where server_id = :id
                        """.replace("#", source))
                .param("now", utc(now))
                .param("id", server.serverId())
                .update();
    }

    private static DueServer due(ResultSet row, int number) throws SQLException {
        var readAt = row.getObject("read_at", OffsetDateTime.class);
        return new DueServer(
                row.getString("server_id"),
                row.getString("project_id"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                readAt == null ? null : readAt.toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
