package io.changetrail.inventory;

import io.changetrail.sync.StreamKey;
import io.changetrail.sync.Streams;
import io.changetrail.sync.SyncProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whom to ask next, in three ranks: live work (changed, not final, deleted lately, asked for by an operator, to be tried
 * again), then the first backfill, then the sweep. All of it is in the database, so any replica goes on where another ended.
 */
@Component
class WorkQueue {

    private static final String DUE = """
            select server_id, project_id, #_due_at as due_at, #_read_at as read_at, #_swept_at as swept_at, ecs_swept_rank
              from server
             where %s and %s and #_due_at <= :before order by #_due_at limit :limit
            """;

    /* Of all watched projects, so that they take turns; a stream then reads only its own. */
    private static final String SWEEP = """
            select * from (
                select server_id, project_id, null::timestamptz as due_at, #_read_at as read_at, #_swept_at as swept_at,
                       ecs_swept_rank
                  from server
                 where not #_failing and not #_ended and #_swept_at is not null and %s
                 order by #_swept_at, server_id limit :limit) as next
             where %s
            """;

    private static final String BACKLOG = """
            select count(*) as servers, count(*) filter (where %s) as unread, min(first_seen) as since,
                   count(*) filter (where #_failing) as failing,
                   count(*) filter (where #_swept_at is null and not #_ended) as unswept,
                   min(#_swept_at) filter (where not #_ended) as oldest
              from server where %s
            """;

    private final JdbcClient jdbc;
    private final Paces paces;
    private final SyncProperties properties;

    WorkQueue(JdbcClient jdbc, Paces paces, SyncProperties properties) {
        this.jdbc = jdbc;
        this.paces = paces;
        this.properties = properties;
    }

    /** Servers that were due at {@code before} for another reason than the first backfill or the sweep, longest due first. */
    List<DueServer> live(StreamKey stream, Instant before, Instant now, int limit) {
        return due(stream, "not #_backfill", before, now, limit);
    }

    /** Servers that the first backfill has not read yet, longest due first. */
    List<DueServer> backfill(StreamKey stream, Instant now, int limit) {
        return due(stream, "#_backfill", now, now, limit);
    }

    /**
     * Servers of the stream that the sweep asks for: of all of which something may still come, those swept the longest ago.
     * What is returned counts as given out.
     *
     * @param watched the projects that share the sweep; of no account for RMS, which has one stream for all
     * @param pause since the look before: more than there are to be swept in such a time are not asked for
     * @param until no later than now; asks for as many as there are to be swept up to then
     */
    @Transactional
    public List<DueServer> sweep(
            StreamKey stream, Collection<String> watched, Duration pause, Instant until, Instant now) {
        var servers = count(stream, watched);
        if (servers == 0) {
            return List.of();
        }
        var work = stream.source() + " sweep";
        var pace = new SweepPace(servers, properties.fullSweepInterval(), pause);
        var due = pace.due(paces.at(work, now), until);
        var next = due == 0 ? List.<DueServer>of() : longestUnswept(stream, watched, now, due);
        if (!next.isEmpty()) {
            paces.advance(work, pace.earliest(until), pace.step().multipliedBy(next.size()));
        }
        return next;
    }

    /** Servers that wait after failed reads are due at {@code now}: it was the upstream that failed, and it is back. */
    void hasten(StreamKey stream, Instant now) {
        change(stream, "#_due_at = :time, #_attempts = 0", "#_failing and #_due_at > :time", now);
    }

    /** Whoever would be due later is due at {@code now}. */
    void hastenAll(StreamKey stream, Instant now) {
        change(stream, "#_due_at = :time", "#_due_at > :time", now);
    }

    /** Whoever seems to have been swept after {@code now} was so by a clock that was ahead: nobody knows when, so long ago. */
    void forgetSweepsToCome(StreamKey stream, Instant now) {
        change(stream, "#_swept_at = 'epoch'", "#_swept_at > :time", now.plus(Streams.SKEW));
    }

    /** In the order in which all write several servers, so that none waits for the other in a ring. */
    private void change(StreamKey stream, String assignments, String condition, Instant time) {
        jdbc.sql(of(stream, """
                        update server set %s
                          from (select server_id as id from server where %s and %s order by server_id for update) as meant
                         where server_id = meant.id
                        """.formatted(assignments, condition, own(stream))))
                .param("scope", stream.scope())
                .param("time", time.atOffset(ZoneOffset.UTC))
                .update();
    }

    Backlog backlog(StreamKey stream) {
        return jdbc.sql(of(stream, BACKLOG.formatted(Backfills.UNREAD, own(stream))))
                .param("scope", stream.scope())
                .query((row, number) -> new Backlog(
                        row.getLong("servers"),
                        row.getLong("unread"),
                        time(row, "since"),
                        row.getLong("failing"),
                        row.getLong("unswept"),
                        time(row, "oldest")))
                .single();
    }

    private List<DueServer> due(StreamKey stream, String rank, Instant before, Instant now, int limit) {
        return jdbc.sql(of(stream, DUE.formatted(own(stream), rank)))
                .param("scope", stream.scope())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, number) -> server(row, now, before.isAfter(now) ? before : now, false))
                .list();
    }

    private List<DueServer> longestUnswept(StreamKey stream, Collection<String> watched, Instant now, int limit) {
        return jdbc.sql(of(stream, SWEEP.formatted(shared(stream), own(stream))))
                .param("watched", watched.toArray(String[]::new))
                .param("scope", stream.scope())
                .param("limit", limit)
                .query((row, number) -> server(row, now, now, true))
                .list();
    }

    private long count(StreamKey stream, Collection<String> watched) {
        return jdbc.sql(of(stream, "select count(*) from server where not #_ended and " + shared(stream)))
                .param("watched", watched.toArray(String[]::new))
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private static String of(StreamKey stream, String sql) {
        return sql.replace("#", stream.source());
    }

    private static boolean isEcs(StreamKey stream) {
        return stream.source().equals("ecs");
    }

    private static String own(StreamKey stream) {
        return isEcs(stream) ? "project_id = :scope" : "true";
    }

    private static String shared(StreamKey stream) {
        return isEcs(stream) ? "project_id = any(:watched)" : "true";
    }

    private static DueServer server(ResultSet row, Instant now, Instant takenAt, boolean sweep) throws SQLException {
        return new DueServer(
                row.getString("server_id"),
                row.getString("project_id"),
                time(row, "due_at"),
                passed(row, "read_at", now),
                passed(row, "swept_at", now),
                row.getInt("ecs_swept_rank"),
                sweep,
                takenAt);
    }

    /** A read that seems to come was timed by a clock that was ahead. */
    private static @Nullable Instant passed(ResultSet row, String column, Instant now) throws SQLException {
        var time = time(row, column);
        return time != null && time.isAfter(now) ? now : time;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
