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

    /**
     * Whether a row of {@code server} is still to be read by the first backfill of source {@code #}. Who changed before its turn
     * came is live work, but no less unread; when the first walk was whole, whoever comes later is none of this.
     */
    static final String UNREAD = """
            (#_backfill or (#_read_at is null and #_due_at is not null and exists (
                select from stream where source = '#' and ('#' = 'rms' or scope = project_id) and whole_since is null)))
            """;

    /** RMS has one stream for all projects: one that came later has a backfill of its own. */
    private static final String OF_A_NEW_PROJECT = """
            (rms_read_at is null and exists (
                select from walked_project walked
                 where walked.source = 'rms' and walked.project_id = server.project_id and included
                   and since is not null and whole_since is null))
            """;

    private static final String UNDER_WAY =
            """
            select project_id, count(*) as servers, min(first_seen) as since,
                   count(*) filter (where %s and exists (
                       select from stream where source = 'ecs' and scope = project_id)) as ecs_left,
                   count(*) filter (where (%s or %s) and exists (select from stream where source = 'rms')) as rms_left
              from server group by project_id
            """.formatted(UNREAD.replace("#", "ecs"), UNREAD.replace("#", "rms"), OF_A_NEW_PROJECT);

    private static final String OF_STREAMS = """
            select source, scope, count(server_id) as servers, coalesce(min(first_seen), now()) as since,
                   count(*) filter (where case source when 'ecs' then %s else %s end) as unread
              from (select source, scope from stream) as stream left join server on source = 'rms' or project_id = scope
             group by source, scope
            """.formatted(UNREAD.replace("#", "ecs"), UNREAD.replace("#", "rms"));

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

    /** By stream, also those that are over. */
    Map<StreamKey, Backfill> ofStreams() {
        var backfills = new HashMap<StreamKey, Backfill>();
        jdbc.sql(OF_STREAMS).query(row -> {
            var servers = row.getLong("servers");
            backfills.put(
                    new StreamKey(row.getString("source"), row.getString("scope")),
                    new Backfill(
                            servers,
                            servers - row.getLong("unread"),
                            row.getObject("since", OffsetDateTime.class).toInstant()));
        });
        return backfills;
    }
}
