package io.changetrail.timeline;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what is recorded of some servers, in one statement. */
@Component
final class ServerCounts {

    private static final String COUNTS = """
            select s.server_id,
                   (select count(*) from instance_action a where a.server_id = s.server_id) as actions,
                   (select count(*) from history_item i where i.resource_id = s.server_id) as changes,
                   (select count(*)
                      from change_class c
                      join history_item i on i.resource_id = c.resource_id and i.id = c.change_id
                     where c.resource_id = s.server_id and c.attribution = 'unattributed'
                       and i.capture_time <= w.settled_until
                       and not exists (
                           select from unnest(?::text[], ?::timestamptz[], ?::timestamptz[]) as gap (project_id, since, until)
                            where gap.project_id = s.project_id and gap.since <= i.capture_time
                              and gap.until > coalesce(i.predecessor_capture, '-infinity'))) as unattributed
              from server s
              left join unnest(?::text[], ?::timestamptz[]) as w (project_id, settled_until) on w.project_id = s.project_id
             where s.server_id = any(?)
            """;

    private final JdbcClient jdbc;

    ServerCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Counts> of(Collection<String> serverIds, Watermarks watermarks) {
        var projects = List.copyOf(watermarks.ecsComplete().keySet());
        var settled = projects.stream().map(watermarks::settledUntil).map(until -> until.atOffset(ZoneOffset.UTC));
        var blind = watermarks.ecsBlind().gaps();
        var gaps = blind.values().stream().flatMap(List::stream).toList();
        var counts = new HashMap<String, Counts>();
        jdbc.sql(COUNTS)
                .params(
                        blind.entrySet().stream()
                                .flatMap(ofProject ->
                                        ofProject.getValue().stream().map(gap -> ofProject.getKey()))
                                .toArray(String[]::new),
                        gaps.stream().map(gap -> gap.since().toString()).toArray(String[]::new),
                        gaps.stream().map(gap -> gap.until().toString()).toArray(String[]::new),
                        projects.toArray(String[]::new),
                        settled.map(Object::toString).toArray(String[]::new),
                        serverIds.toArray(String[]::new))
                .query(row -> {
                    counts.put(
                            row.getString("server_id"),
                            new Counts(row.getLong("actions"), row.getLong("changes"), row.getLong("unattributed")));
                });
        return counts;
    }

    record Counts(long actions, long changes, long unattributed) {

        static final Counts NONE = new Counts(0, 0, 0);
    }
}
