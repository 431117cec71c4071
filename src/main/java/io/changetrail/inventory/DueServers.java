package io.changetrail.inventory;

import io.changetrail.sync.SyncProperties;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Settles servers of the {@link WorkQueue}: one leaves it in the transaction that stores what was read. */
@Component
public class DueServers {

    /** Nova's {@code updated} has whole seconds and rows become visible late: a read this soon after it may have missed it. */
    static final Duration SETTLING = Duration.ofSeconds(5);

    /* Nova's rows may come late, and a purge may come soon: +5 min, +1 h, +24 h, counted from when a list first showed it. */
    private static final String AFTER_DELETION = """
            case when deletion_seen_at + interval '5 minutes' > :taken then deletion_seen_at + interval '5 minutes'
                 when deletion_seen_at + interval '1 hour' > :taken then deletion_seen_at + interval '1 hour'
                 when deletion_seen_at + interval '24 hours' > :taken then deletion_seen_at + interval '24 hours' end
            """;

    private final JdbcClient jdbc;
    private final SyncProperties sync;

    DueServers(JdbcClient jdbc, SyncProperties sync) {
        this.jdbc = jdbc;
        this.sync = sync;
    }

    /**
     * The server's actions are stored, in the caller's transaction.
     *
     * @param began the upstream's clock when the list was served
     * @param again when to read again whatever happens, for actions that have not ended; null if all are final
     * @param sweptRank the place up to which older actions need not be asked for again by the next sweep
     * @param whole false if more was wanted and could not be read: then the reading counts as one that failed, if the caller
     *     says so by {@link #actionsFailed}, and the pauses between tries go on growing
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void actionsRead(
            DueServer server, Instant began, Instant now, @Nullable Instant again, int sweptRank, boolean whole) {
        jdbc.sql("""
                        update server
                           set ecs_due_at = case when ecs_due_at is distinct from :due then ecs_due_at
                                                 when nova_updated >= :settled then :now
                                                 else coalesce(:again, #after_deletion) end,
                               ecs_attempts = case when :whole then 0 else ecs_attempts end,
                               ecs_failing = ecs_failing and not :whole, ecs_backfill = false, ecs_read_at = :taken,
                               ecs_ended = deleted_at is not null and (ecs_ended or (:deep and :whole
                                           and coalesce(deletion_seen_at + :overlap * interval '1 second' <= :taken, true))),
                               ecs_swept_at = case when :deep and :whole then :taken else ecs_swept_at end,
                               ecs_swept_rank = case when :deep and :whole then :rank else ecs_swept_rank end
                         where server_id = :id
                        """.replace("#after_deletion", AFTER_DELETION))
                .param("due", utc(server.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("taken", utc(server.takenAt()))
                .param("deep", server.deep())
                .param("rank", sweptRank)
                .param("whole", whole)
                .param("overlap", sync.ecsOverlap().toSeconds())
                .param("settled", utc(began.minus(SETTLING)))
                .param("now", utc(afterTaking(server, now)))
                .param("again", again == null ? null : utc(afterTaking(server, again)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", server.serverId())
                .update();
    }

    /**
     * The server's history is stored, in the caller's transaction; it stays due, less and less often, until the newest item
     * has the checksum of the list, and after a deletion until the deletion itself has been seen or a day has passed. Only
     * what was captured before a deletion can still come after it; no sweep asks for it once one has read everything twice the
     * overlap later.
     *
     * @param checksum of the newest stored item; null if it has none
     * @param deleted when the newest stored item was captured if it tells of the deletion
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void historyRead(
            DueServer server, Instant began, Instant now, @Nullable String checksum, @Nullable Instant deleted) {
        jdbc.sql("""
                        update server
                           set rms_due_at = case when rms_due_at is distinct from :due then rms_due_at
                                                 when cast(:deleted as timestamptz) is not null then null
                                                 when deleted_at is not null then
                                                     case when deleted_at > cast(:now as timestamptz) - interval '26 hours'
                                                          then :now + least(interval '1 hour', interval '30 seconds' * power(2, least(rms_attempts, 10))) end
                                                 when rms_checksum is distinct from :checksum and rms_checksum is not null
                                                     then :now + least(interval '10 minutes', interval '5 seconds' * power(2, least(rms_attempts, 10)))
                                            end,
                               rms_attempts = rms_attempts + case when :live then 1 else 0 end, rms_failing = false,
                               rms_backfill = false,
                               rms_ended = (rms_ended or :deep)
                                           and coalesce(coalesce(cast(:deleted as timestamptz), deleted_at)
                                                        + :patience * interval '1 second' <= :began, false),
                               rms_read_at = :began,
                               rms_swept_at = case when :deep then :taken else rms_swept_at end
                         where server_id = :id
                        """)
                .param("due", utc(server.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("taken", utc(server.takenAt()))
                .param("deep", server.deep())
                .param("deleted", utc(deleted), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("live", server.dueAt() != null)
                .param("patience", sync.rmsOverlap().multipliedBy(2).toSeconds())
                .param("checksum", checksum, Types.VARCHAR)
                .param("now", utc(afterTaking(server, now)))
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

    /** Nova knows the server no more: it is deleted since then at the latest, unless a list shows it again; what is stored stays. */
    @Transactional
    void actionsGone(DueServer server, Instant now) {
        jdbc.sql("""
                        update server set ecs_due_at = null, ecs_attempts = 0, ecs_failing = false, ecs_backfill = false,
                                          ecs_swept_at = :taken, ecs_ended = true,
                                          deleted_at = case when nova_updated is null then deleted_at
                                                            else coalesce(deleted_at, :now) end
                         where server_id = :id
                        """)
                .param("now", utc(now))
                .param("taken", utc(server.takenAt()))
                .param("id", server.serverId())
                .update();
    }

    /** The upstream's clock when the last history was served; null if none ever was. */
    public @Nullable Instant lastHistoryRead() {
        return jdbc.sql("select max(rms_read_at) from server")
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    private void failed(String source, DueServer server, Instant now) {
        jdbc.sql("""
                        update server
                           set #_due_at = :now + least(interval '10 minutes', interval '5 seconds'
                                                       * power(2, case when #_failing then least(#_attempts, 10) else 0 end)),
                               #_attempts = case when #_failing then #_attempts + 1 else 1 end, #_failing = true
                         where server_id = :id
                        """.replace("#", source))
                .param("now", utc(afterTaking(server, now)))
                .param("id", server.serverId())
                .update();
    }

    /** Else a clock that is set back during a walk would have the walk read the same servers again and again. */
    private static Instant afterTaking(DueServer server, Instant time) {
        var earliest = server.takenAt().plus(1, ChronoUnit.MICROS);
        return time.isBefore(earliest) ? earliest : time;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
