package io.changetrail.timeline;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Entries of one project in the real tables, half of them actions, each {@link #ALIKE} of them at one time. Every entry has a
 * number, which the last eight bytes of its id are; {@code rank} of an action is its number modulo 5.
 *
 * @param servers named {@code project-0} and on
 */
record PagedEntries(JdbcClient jdbc, String project, int servers, int entries) {

    static final int ALIKE = 2_000;
    static final Instant SINCE = Instant.parse("2024-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2024-01-31T00:00:00Z");

    private static final String ID = "(substr(md5(project || n), 1, 16) || lpad(to_hex(n), 16, '0'))::uuid";
    private static final String ACTIONS = """
            insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, start_time,
                                         final, content_hash, document, version, recorded_at)
            select project || '-' || server, #id, project, 'req-' || n, 'stop', 0, n % 5, time, true, '',
                   '{"events": []}', 1, now()
              from (#rows) as entry (project, n, server, time) where n % 2 = 1
            """.replace("#id", ID);
    private static final String CHANGES = """
            insert into history_item (resource_id, id, project_id, resource_type, capture_time, status, diff,
                                      content_hash, document, version, recorded_at)
            select project || '-' || server, #id, project, 'ecs.cloudservers', time, 'ResourceChanged.UPDATE', '{}', '',
                   '{}', 1, now()
              from (#rows) as entry (project, n, server, time) where n % 2 = 0
            """.replace("#id", ID);
    private static final String AT_FIRST = """
            select :project, n, n / 2 / :times % :servers,
                   timestamptz '2024-01-02T00:00:00Z' + n / 2 % :times * interval '1 hour'
              from generate_series(1, :entries) n
            """;
    private static final String MEANWHILE = """
            select :project, n, n % :servers,
                   timestamptz '2024-01-02T00:00:00Z' + (random() * :times)::int * interval '1 hour'
                   + n % 3 * interval '20 minutes' - interval '20 minutes'
              from generate_series(:from, :to) n
            """;

    void fill() {
        var rows = new StoredRows(jdbc);
        for (int server = 0; server < servers; server++) {
            rows.server(project + "-" + server, project, "name-" + server);
        }
        for (var table : new String[] {ACTIONS, CHANGES}) {
            jdbc.sql(table.replace("#rows", AT_FIRST))
                    .param("project", project)
                    .param("servers", servers)
                    .param("times", times())
                    .param("entries", entries)
                    .update();
        }
        jdbc.sql("vacuum analyze instance_action").update();
        jdbc.sql("vacuum analyze history_item").update();
    }

    /**
     * Adds some entries anywhere among the others: at equal times, between them, before and after all.
     *
     * @param number of the first; numbers up to {@code entries} are taken
     * @return how many
     */
    int add(int number, Random random) {
        var count = 1 + random.nextInt(20);
        for (var table : new String[] {ACTIONS, CHANGES}) {
            jdbc.sql(table.replace("#rows", MEANWHILE))
                    .param("project", project)
                    .param("servers", servers)
                    .param("times", times())
                    .param("from", number)
                    .param("to", number + count - 1)
                    .update();
        }
        return count;
    }

    /** Where the page begins that has so many of all entries before it, in the order of time. */
    Position after(int before, boolean ascending) {
        var direction = ascending ? "" : " desc";
        return jdbc.sql("""
                        select time, rank, id from (
                            select start_time as time, rank, id from instance_action where project_id = ?
                            union all
                            select capture_time, rank, id from history_item where project_id = ?) entry
                         order by time# , rank# , id#
                         offset ? limit 1
                        """.replace("# ", direction).replace("#", direction))
                .params(project, project, before - 1)
                .query((row, number) -> new Position(
                        row.getObject("time", OffsetDateTime.class).toInstant(),
                        row.getInt("rank"),
                        row.getObject("id", UUID.class)))
                .single();
    }

    int count() {
        return jdbc.sql("""
                        select (select count(*) from instance_action where project_id = ?)
                             + (select count(*) from history_item where project_id = ?)
                        """).params(project, project).query(Integer.class).single();
    }

    private int times() {
        return Math.max(1, entries / ALIKE);
    }
}
