package io.changetrail.inventory;

import io.changetrail.sync.Projects;
import io.changetrail.sync.Streams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes servers due at once; whichever replica looks next reads them. */
@Component
public class SyncRequests {

    private static final String MEANT =
            "(:projects::text[] is null or project_id = any(:projects)) and (:servers::text[] is null or server_id = any(:servers))";

    private static final String PROGRESS = """
            select r.id, r.requested_at, r.projects, count(s.server_id) as servers,
                   count(*) filter (where s.ecs_due_at is null or s.ecs_read_at >= r.requested_at) as ecs_read,
                   count(*) filter (where s.rms_due_at is null or s.rms_read_at >= r.requested_at) as rms_read,
                   count(*) filter (where s.ecs_failing or s.rms_failing) as failing
              from sync_request r
              left join server s on (r.projects is null or s.project_id = any(r.projects))
                   and (r.servers is null or s.server_id = any(r.servers)) and s.first_seen <= r.requested_at
             where r.id = ?
             group by r.id
            """;

    private final JdbcClient jdbc;
    private final Streams streams;

    SyncRequests(JdbcClient jdbc, Streams streams) {
        this.jdbc = jdbc;
        this.streams = streams;
    }

    /**
     * Makes the servers due; those that are named come before the first backfill.
     *
     * @param servers only these; null for all
     */
    @Transactional
    public UUID open(Projects projects, @Nullable Collection<String> servers, Instant now) {
        var id = UUID.randomUUID();
        streams.ask();
        write(
                "insert into sync_request (id, requested_at, projects, servers) values (:id, :now, :projects, :servers)",
                id,
                projects,
                servers,
                now);
        write("""
                        update server
                           set ecs_due_at = :now, ecs_attempts = 0, ecs_backfill = ecs_backfill and :servers::text[] is null,
                               rms_due_at = :now, rms_attempts = 0, rms_backfill = rms_backfill and :servers::text[] is null
                          from (select server_id as id from server where %s order by server_id for update) as asked
                         where server_id = asked.id
                        """.formatted(MEANT), id, projects, servers, now);
        return id;
    }

    /** As {@link #open}, of one server whose history is to be read from its beginning; its project's operators may watch. */
    @Transactional
    public UUID openFromTheBeginning(Server server, Instant now) {
        streams.ask();
        jdbc.sql("update server set rms_read_at = null where server_id = ?")
                .param(server.id())
                .update();
        return open(new Projects.Of(List.of(server.projectId())), List.of(server.id()), now);
    }

    /** Whoever asked for it: the caller's scope is not applied here. */
    public Optional<SyncRequest> find(UUID id) {
        return jdbc.sql(PROGRESS).param(id).query(SyncRequests::request).optional();
    }

    private void write(String sql, UUID id, Projects projects, @Nullable Collection<String> servers, Instant now) {
        jdbc.sql(sql)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("projects", projects.array(), Types.ARRAY)
                .param("servers", servers == null ? null : servers.toArray(String[]::new), Types.ARRAY)
                .update();
    }

    private static SyncRequest request(ResultSet row, int number) throws SQLException {
        var projects = row.getArray("projects");
        return new SyncRequest(
                row.getObject("id", UUID.class),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                projects == null ? null : List.of((String[]) projects.getArray()),
                row.getLong("servers"),
                row.getLong("ecs_read"),
                row.getLong("rms_read"),
                row.getLong("failing"));
    }
}
