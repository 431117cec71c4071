package io.changetrail.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Shows what is in quarantine; blocks on the database, so never for an event-loop thread. */
@Component
public class QuarantinedRecords {

    private static final String SELECT = """
            select id, source, scope, resource_id, reason, body, first_seen, last_seen, times, replayed_at
              from quarantine
            """;

    private final JdbcClient jdbc;

    QuarantinedRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * By first sight, newest first.
     *
     * @param projects only of their own streams; streams of a whole domain are nobody's own
     * @param after id of the last record of the page before; null for the first page
     */
    public List<QuarantinedRecord> list(Projects projects, @Nullable UUID after, int limit) {
        var last = after == null ? null : after.toString();
        return jdbc.sql(SELECT + """
                         where (?::text[] is null or scope = any(?::text[]))
                           and (?::uuid is null or (first_seen, id) < (select first_seen, id from quarantine where id = ?::uuid))
                         order by first_seen desc, id desc limit ?
                        """)
                .param(1, projects.array(), Types.ARRAY)
                .param(2, projects.array(), Types.ARRAY)
                .param(3, last)
                .param(4, last)
                .param(5, limit)
                .query(QuarantinedRecords::read)
                .list();
    }

    /** Of whichever stream: the caller's scope is not applied here. */
    public Optional<QuarantinedRecord> find(UUID id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id)
                .query(QuarantinedRecords::read)
                .optional();
    }

    /** Notes that the upstream is being asked again. */
    @Transactional
    public void replayed(UUID id, Instant now) {
        jdbc.sql("update quarantine set replayed_at = ? where id = ?")
                .params(now.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    private static QuarantinedRecord read(ResultSet row, int number) throws SQLException {
        var replayed = row.getObject("replayed_at", OffsetDateTime.class);
        return new QuarantinedRecord(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("scope"),
                row.getString("resource_id"),
                row.getString("reason"),
                row.getString("body"),
                row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                row.getInt("times"),
                replayed == null ? null : replayed.toInstant());
    }
}
