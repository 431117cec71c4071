package io.changetrail.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Claims, moves and frees streams; leases run by the database's clock, cursors by ours. */
@Component
public class Streams {

    /** How long the others wait for a replica that died; a living one renews in time, however slow the upstream is. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final SyncProperties properties;
    private final String owner = UUID.randomUUID().toString();
    private volatile boolean closed;

    Streams(JdbcClient jdbc, SyncProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** Begins a walk at {@code now}, or nothing while another replica is at it. */
    @Transactional
    public Optional<Walk> claim(StreamKey key, Instant now) {
        if (closed) {
            return Optional.empty();
        }
        var walk = claimed(key, now);
        if (closed) {
            walk.ifPresent(this::release);
            return Optional.empty();
        }
        return walk;
    }

    private Optional<Walk> claimed(StreamKey key, Instant now) {
        jdbc.sql("insert into stream (source, scope) values (:source, :scope) on conflict do nothing")
                .param("source", key.source())
                .param("scope", key.scope())
                .update();
        return jdbc.sql("""
                        update stream
                           set epoch = epoch + 1, lease_owner = :owner, lease_until = now() + :lease * interval '1 second'
                         where source = :source and scope = :scope
                           and (lease_until is null or lease_until < now() or lease_owner = :owner)
                        returning epoch, cursor_at, sweep_at
                        """)
                .param("owner", owner)
                .param("lease", LEASE.toSeconds())
                .param("source", key.source())
                .param("scope", key.scope())
                .query((row, number) -> walk(key, now, row))
                .optional();
    }

    /** Renews the lease of a walk that is still under way. */
    @Transactional
    public void renew(Walk walk) {
        fence(walk);
    }

    /** Renews the lease inside the caller's transaction, which must not commit if this fails. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fence(Walk walk) {
        require(
                walk,
                jdbc.sql("""
                        update stream set lease_until = now() + :lease * interval '1 second'
                         where source = :source and scope = :scope and epoch = :epoch
                        """)
                        .param("lease", LEASE.toSeconds())
                        .param("source", walk.stream().source())
                        .param("scope", walk.stream().scope())
                        .param("epoch", walk.epoch())
                        .update());
    }

    /**
     * Notes what the upstream cannot show however often it is read.
     *
     * @param reason as a gap of {@link Coverage} names it; null if nothing is known to be hidden
     */
    @Transactional
    public void limited(Walk walk, @Nullable String reason) {
        jdbc.sql("""
                        update stream
                           set limitation = :reason,
                               limited_since = case when cast(:reason as text) is not null then :at end
                         where source = :source and scope = :scope and epoch = :epoch
                           and limitation is distinct from :reason
                        """)
                .param("reason", reason, Types.VARCHAR)
                .param("at", walk.startedAt().atOffset(ZoneOffset.UTC))
                .param("source", walk.stream().source())
                .param("scope", walk.stream().scope())
                .param("epoch", walk.epoch())
                .update();
    }

    /** Moves the cursor in the transaction that stores the last page of the list; on a sweep all servers are due now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void listed(Walk walk) {
        set(walk, "cursor_at = greatest(cursor_at, :at)" + (walk.sweep() ? ", sweep_at = :at" : ""));
    }

    /** Everything that was due when the walk began is stored; frees the stream. */
    @Transactional
    public void complete(Walk walk) {
        set(walk, "complete_until = greatest(complete_until, :at), swept_until = sweep_at, lease_until = null");
    }

    /** Frees the stream after a walk that did not get through; what was committed stays. */
    @Transactional
    public void release(Walk walk) {
        jdbc.sql("update stream set lease_until = null where source = :source and scope = :scope and epoch = :epoch")
                .param("source", walk.stream().source())
                .param("scope", walk.stream().scope())
                .param("epoch", walk.epoch())
                .update();
    }

    /** Frees all streams of this replica for the others; a commit of a walk that is still under way is refused from here on. */
    @Transactional
    void close() {
        closed = true;
        jdbc.sql("update stream set epoch = epoch + 1, lease_until = null where lease_owner = :owner")
                .param("owner", owner)
                .update();
    }

    /** Lets this replica claim again. */
    void open() {
        closed = false;
    }

    private void set(Walk walk, String assignments) {
        require(
                walk,
                jdbc.sql("update stream set " + assignments
                                + " where source = :source and scope = :scope and epoch = :epoch")
                        .param("at", walk.startedAt().atOffset(ZoneOffset.UTC))
                        .param("source", walk.stream().source())
                        .param("scope", walk.stream().scope())
                        .param("epoch", walk.epoch())
                        .update());
    }

    private static void require(Walk walk, int rows) {
        if (rows != 1) {
            throw new StaleWalkException(walk.stream());
        }
    }

    private Walk walk(StreamKey key, Instant now, ResultSet row) throws SQLException {
        var last = instant(row, "sweep_at");
        var swept = last != null && last.plus(properties.fullSweepInterval()).isAfter(now);
        return new Walk(
                key,
                row.getLong("epoch"),
                now,
                instant(row, "cursor_at"),
                !swept,
                swept ? Objects.requireNonNull(last) : now);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
