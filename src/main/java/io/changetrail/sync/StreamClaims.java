package io.changetrail.sync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Gives a stream to one of those who ask for it, and writes down what only the next to come can see. */
@Repository
class StreamClaims {

    /* Written by a clock that was ahead: of ours now, or of the database's when the walk ended. */
    private static final String OF_A_CLOCK_THAT_WAS_AHEAD = """
            (complete_until > cast(:now as timestamptz) + :skew * interval '1 second'
             or (complete_until > whole_at + :skew * interval '1 second'
                 and cast(:now as timestamptz) < now() + :skew * interval '1 second'))""";

    private final JdbcClient jdbc;
    private final StreamRows rows;
    private final SyncProperties properties;

    StreamClaims(JdbcClient jdbc, StreamRows rows, SyncProperties properties) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.properties = properties;
    }

    /**
     * Nothing while another has the stream or began a walk less than an interval ago, unless somebody asked for one.
     *
     * @param owner who asks
     */
    Optional<Claim> claim(StreamKey key, String owner, Instant now) {
        jdbc.sql("insert into stream (source, scope) values (:source, :scope) on conflict do nothing")
                .param("source", key.source())
                .param("scope", key.scope())
                .update();
        return jdbc.sql("""
                        update stream
                           set epoch = epoch + 1, lease_owner = :owner, lease_until = now() + :lease * interval '1 second',
                               walked_since = coalesce(walked_since, :now), began_at = now(),
                               complete_until = case when #ahead
                                                     then least(coalesce(whole_began_at, whole_at), :now)
                                                     else complete_until end,
                               trouble = case when trouble is null and complete_until is not null
                                               and greatest(whole_at, lease_until) < now() - :silence * interval '1 second'
                                              then 'outage' else trouble end
                         where source = :source and scope = :scope
                           and (lease_owner = :owner
                                or (coalesce(lease_until, '-infinity') < now()
                                    and coalesce(began_at not between now() - :interval * interval '1 millisecond' and now(),
                                                 true)))
                        returning epoch,
                        """.replace("#ahead", OF_A_CLOCK_THAT_WAS_AHEAD) + StreamRows.COLUMNS)
                .param("skew", Streams.SKEW.toSeconds())
                .param("owner", owner)
                .param("lease", Streams.LEASE.toSeconds())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("silence", properties.silence(key).toSeconds())
                .param("interval", properties.interval(key).toMillis())
                .param("source", key.source())
                .param("scope", key.scope())
                .query((row, number) -> new Claim(row.getLong("epoch"), rows.row(row, number)))
                .optional();
    }

    /** @param epoch counts the claims of the stream */
    record Claim(long epoch, StreamRow row) {}
}
