package io.changetrail.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Multiplies the stored servers in the database: a twin has all records of its original under other ids, which differ in their
 * first eight digits wherever they are mentioned; its times are those of the original.
 */
final class TwinServers {

    private static final String TWINS = """
            with twin as (select original, prefix, prefix || substr(original, 9) as id
                            from unnest(?::text[], ?::text[]) as twin (original, prefix))
            """;
    private static final String ACTIONS = TWINS + """
            insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, user_id, start_time,
                   updated_at, message, finish_time, server_error_seen, final, content_hash, document, version, recorded_at)
            select twin.id, (prefix || substr(one.id::text, 9))::uuid, project_id, 'req-' || prefix || substr(request_id, 13),
                   action, ordinal, rank, user_id, start_time, updated_at, message, finish_time, server_error_seen, final,
                   content_hash, replace(replace(document::text, server_id, twin.id), request_id,
                                         'req-' || prefix || substr(request_id, 13))::json, version, recorded_at
              from twin join instance_action one on one.server_id = original
            """;
    private static final String ITEMS = TWINS + """
            insert into history_item (resource_id, id, project_id, resource_type, capture_time, rank, status, updated, checksum,
                   predecessor_capture, diff, content_hash, document, version, recorded_at)
            select twin.id, (prefix || substr(one.id::text, 9))::uuid, project_id, resource_type, capture_time, rank, status,
                   updated, checksum, predecessor_capture, diff, content_hash,
                   replace(document::text, resource_id, twin.id)::json, version, recorded_at
              from twin join history_item one on one.resource_id = original
            """;
    private static final int AT_ONCE = 500;

    private final JdbcClient database;
    private final List<String> originals;

    TwinServers(JdbcClient database) {
        this.database = database;
        this.originals = database.sql("select distinct server_id from instance_action order by 1")
                .query((row, number) -> row.getString(1))
                .list();
    }

    int templates() {
        return originals.size();
    }

    List<String> originals() {
        return originals;
    }

    /** The first eight digits of the ids of the twin with that number. */
    static String prefix(int number) {
        return String.format("%08x", (number + 1) * 0x9E3779B1);
    }

    /** Until there are so many servers. */
    void grow(int servers) {
        var stored = database.sql("select count(distinct server_id) from instance_action")
                .query(Integer.class)
                .single();
        for (int from = stored; from < servers; from += AT_ONCE) {
            var numbers = IntStream.range(from, Math.min(servers, from + AT_ONCE));
            var twins = numbers.boxed().toList();
            var ofWhich = twins.stream()
                    .map(number -> originals.get(number % originals.size()))
                    .toArray(String[]::new);
            var prefixes = twins.stream().map(TwinServers::prefix).toArray(String[]::new);
            for (var insert : List.of(ACTIONS, ITEMS)) {
                database.sql(insert).param(ofWhich).param(prefixes).update();
            }
        }
        database.sql("vacuum analyze instance_action, history_item").update();
    }

    void markAll() {
        database.sql("""
                insert into dirty_resource (resource_id, token)
                select server_id, gen_random_uuid() from instance_action group by server_id
                """).update();
        database.sql("analyze dirty_resource").update();
    }
}
