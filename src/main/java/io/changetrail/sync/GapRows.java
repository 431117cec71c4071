package io.changetrail.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of closed gaps; what continues a gap of the same reason prolongs it. */
@Repository
class GapRows {

    private final JdbcClient jdbc;

    GapRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(StreamKey stream, Collection<Gap> gaps) {
        gaps.forEach(gap -> keep(stream, gap));
    }

    /** Those that reach into {@code [since, until)}, by stream. */
    Map<StreamKey, List<Gap>> within(Instant since, Instant until) {
        var gaps = new HashMap<StreamKey, List<Gap>>();
        jdbc.sql("select source, scope, reason, since, until from gap where since < :until and until > :since")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    var stream = new StreamKey(row.getString("source"), row.getString("scope"));
                    gaps.computeIfAbsent(stream, key -> new ArrayList<>()).add(gap(row));
                });
        return gaps;
    }

    private void keep(StreamKey stream, Gap gap) {
        jdbc.sql("""
                        insert into gap as g (source, scope, reason, since, until)
                        values (:source, :scope, :reason,
                                least(:since, (select max(o.since) from gap o
                                                where o.source = :source and o.scope = :scope and o.reason = :reason
                                                  and o.since <= :since and o.until >= :since)), :until)
                        on conflict (source, scope, reason, since) do update set until = greatest(g.until, excluded.until)
                        """)
                .param("source", stream.source())
                .param("scope", stream.scope())
                .param("reason", gap.reason().word())
                .param("since", gap.since().atOffset(ZoneOffset.UTC))
                .param("until", gap.until().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Gap gap(ResultSet row) throws SQLException {
        return Gap.closed(
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                GapReason.of(row.getString("reason")));
    }
}
