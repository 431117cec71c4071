package io.changetrail.inventory;

import io.changetrail.sync.StreamKey;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The first backfills that are under way; blocks on the database, so never for an event-loop thread. */
@Component
public final class Backfills {

    private static final String UNDER_WAY = """
            select project_id, count(*) as servers, min(first_seen) as since,
                   count(*) filter (where ecs_backfill and exists (
                       select from stream where source = 'ecs' and scope = project_id)) as ecs_left,
                   count(*) filter (where (rms_backfill or (rms_read_at is null and exists (
                       select from walked_project walked
                        where walked.source = 'rms' and walked.project_id = server.project_id and included
                          and since is not null and whole_since is null)))
                     and exists (select from stream where source = 'rms')) as rms_left
              from server group by project_id
            """;

    private final JdbcClient jdbc;

    Backfills(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By source and project, for RMS too; none for those that are over. */
    public Map<StreamKey, Backfill> underWay() {
        var backfills = new HashMap<StreamKey, Backfill>();
        jdbc.sql(UNDER_WAY).query(row -> {
            var servers = row.getLong("servers");
            var since = row.getObject("since", OffsetDateTime.class).toInstant();
            for (var source : new String[] {"ecs", "rms"}) {
                var left = row.getLong(source + "_left");
                if (left > 0) {
                    backfills.put(
                            new StreamKey(source, row.getString("project_id")),
                            new Backfill(servers, servers - left, since));
                }
            }
        });
        return backfills;
    }
}
