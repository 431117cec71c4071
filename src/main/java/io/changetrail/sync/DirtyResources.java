package io.changetrail.sync;

import io.changetrail.sync.DirtyResource.Stretch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /**
     * Marks the resource in the caller's transaction.
     *
     * @param times all that the changed records tell of, those of before the change too
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void mark(String resourceId, Collection<Instant> times) {
        jdbc.sql("""
                        insert into dirty_resource as d (resource_id, token, changed_from, changed_to)
                        values (:id, gen_random_uuid(), :from, :to)
                        on conflict (resource_id) do update set token = excluded.token,
                               changed_from = least(d.changed_from, excluded.changed_from),
                               changed_to = greatest(d.changed_to, excluded.changed_to)
                        """)
                .param("id", resourceId)
                .param("from", Collections.min(times).atOffset(ZoneOffset.UTC))
                .param("to", Collections.max(times).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Up to {@code limit} marked resources, oldest first, locked for the caller's transaction and skipped by others. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<DirtyResource> take(int limit) {
        return jdbc.sql("""
                        select resource_id, token, nullif(changed_from, '-infinity') as changed_from,
                               nullif(changed_to, 'infinity') as changed_to
                          from dirty_resource order by marked_at limit :limit for update skip locked
                        """)
                .param("limit", limit)
                .query((row, number) -> new DirtyResource(
                        row.getString("resource_id"), row.getObject("token", UUID.class), changed(row)))
                .list();
    }

    private static @Nullable Stretch changed(ResultSet row) throws SQLException {
        var from = row.getObject("changed_from", OffsetDateTime.class);
        var to = row.getObject("changed_to", OffsetDateTime.class);
        return from == null || to == null ? null : new Stretch(from.toInstant(), to.toInstant());
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
