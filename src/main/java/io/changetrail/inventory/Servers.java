package io.changetrail.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The known servers, deleted ones too; blocks on the database, so never for an event-loop thread. */
@Component
public final class Servers {

    static final String SELECT = """
            select s.server_id, s.project_id, s.region, s.name, s.state, s.first_seen, s.last_seen, s.deleted_at,
                   s.ecs_read_at, s.rms_read_at
              from server s
            """;

    private final JdbcClient jdbc;

    Servers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The server of that id in whatever project: the caller's scope is not applied here. */
    public Optional<Server> find(String id) {
        return jdbc.sql(SELECT + "where s.server_id = ?")
                .param(id)
                .query(Servers::server)
                .optional();
    }

    /** Those of the given ids that are known, in no order. */
    public List<Server> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + "where s.server_id = any(?)")
                .param(ids.stream().distinct().toArray(String[]::new))
                .query(Servers::server)
                .list();
    }

    /** A page of servers; never more than the query's limit. */
    public List<Server> list(ServerQuery query) {
        var sql = new ServerSelection(query);
        return jdbc.sql(sql.text())
                .params(sql.parameters())
                .query(Servers::server)
                .list();
    }

    /** The projects that any known server is or was in. */
    public List<String> projectIds() {
        return jdbc.sql("select distinct project_id from server order by project_id")
                .query((row, number) -> row.getString("project_id"))
                .list();
    }

    private static Server server(ResultSet row, int number) throws SQLException {
        return new Server(
                row.getString("server_id"),
                row.getString("project_id"),
                row.getString("region"),
                row.getString("name"),
                row.getString("state"),
                row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                time(row, "deleted_at"),
                time(row, "ecs_read_at"),
                time(row, "rms_read_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
