package io.changetrail.sync;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The work list between storing records and correlating them; a mark commits with the records that caused it. */
@Component
public class DirtyResources {

    private final JdbcClient jdbc;

    DirtyResources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Marks the resource in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void mark(String resourceId) {
        jdbc.sql("""
                        insert into dirty_resource (resource_id, token) values (:id, gen_random_uuid())
                        on conflict (resource_id) do update set token = excluded.token
                        """).param("id", resourceId).update();
    }

    /** Up to {@code limit} marked resources, oldest first, locked for the caller's transaction and skipped by others. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<DirtyResource> take(int limit) {
        return jdbc.sql("""
                        select resource_id, token from dirty_resource order by marked_at limit :limit
                        for update skip locked
                        """)
                .param("limit", limit)
                .query((row, number) ->
                        new DirtyResource(row.getString("resource_id"), row.getObject("token", UUID.class)))
                .list();
    }

    /** Takes the mark away in the caller's transaction, unless the resource was marked again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void done(String resourceId, UUID token) {
        jdbc.sql("delete from dirty_resource where resource_id = :id and token = :token")
                .param("id", resourceId)
                .param("token", token)
                .update();
    }
}
