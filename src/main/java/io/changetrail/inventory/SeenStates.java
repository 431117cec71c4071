package io.changetrail.inventory;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The states in which Nova's lists have shown a server: the only witness of a create or resize that failed silently. */
@Component
public class SeenStates {

    private final JdbcClient jdbc;

    SeenStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that were seen of the server, oldest first; within one second ERROR counts before what it became or was. */
    public List<SeenState> of(String serverId) {
        return jdbc.sql("select nova_updated, status from server_seen where server_id = :id"
                        + " order by nova_updated, status <> 'ERROR'")
                .param("id", serverId)
                .query((row, number) -> new SeenState(
                        row.getObject("nova_updated", OffsetDateTime.class).toInstant(), row.getString("status")))
                .list();
    }
}
