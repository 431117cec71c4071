package io.changetrail.inventory;

import io.changetrail.sync.GapReason;
import io.changetrail.sync.Ledger;
import io.changetrail.sync.Walk;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says of a server that Nova has forgotten what that hides: whatever happened to it after it was last read. */
@Component
public class PurgedServers {

    private final JdbcClient jdbc;
    private final DueServers due;
    private final Ledger ledger;

    PurgedServers(JdbcClient jdbc, DueServers due, Ledger ledger) {
        this.jdbc = jdbc;
        this.due = due;
        this.ledger = ledger;
    }

    /** Settles the server, and records a gap unless its end had been read. */
    @Transactional
    public void gone(Walk walk, DueServer server, Instant now) {
        var unread = unreadSince(server);
        unread.ifPresent(since -> ledger.gap(walk, since, now, GapReason.RETENTION));
        due.actionsGone(server, now);
    }

    /** Empty also for a server that Nova never listed, and for one whose past was gone before anybody could have read it. */
    private Optional<Instant> unreadSince(DueServer server) {
        return jdbc.sql("""
                        select coalesce(ecs_read_at, first_seen) as since from server
                         where server_id = :id and nova_updated is not null and not ecs_ended
                           and (ecs_read_at is not null or not ecs_backfill)
                           and coalesce(ecs_read_at, first_seen) < coalesce(deleted_at, 'infinity')
                        """)
                .param("id", server.serverId())
                .query((row, number) ->
                        row.getObject("since", OffsetDateTime.class).toInstant())
                .optional();
    }
}
