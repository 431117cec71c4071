package io.changetrail.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What differs between the calls about two servers: a table of one row for each server, by number. */
final class TimelineCalls {

    static final String TABLE = "bench_call";

    private final JdbcClient database;

    TimelineCalls(JdbcClient database) {
        this.database = database;
    }

    void create() {
        database.sql("""
            create table bench_call as
            with page as (
              select s.server_id, s.project_id, e.kind, e.id
                from server s cross join lateral (
                  (select 'action' as kind, start_time as time, rank, id from instance_action
                    where server_id = s.server_id order by start_time desc, rank desc, id desc limit 101)
                  union all
                  (select 'change', capture_time, rank, id from history_item
                    where resource_id = s.server_id order by capture_time desc, rank desc, id desc limit 101)
                  order by time desc, rank desc, id desc limit 101) e),
            ids as (
              select server_id, project_id, array_agg(id) filter (where kind = 'change') as changes,
                     array_agg(id) filter (where kind = 'action') as actions
                from page group by server_id, project_id)
            select row_number() over (order by server_id) as number, server_id, array[server_id]::text as servers,
                   project_id, array[project_id]::text as projects, changes::text, actions::text,
                   (select array_agg(id)::text from (
                      select unnest(actions) as id union
                      select action_id from link where resource_id = server_id and change_id = any(changes)) n
                   ) as named
              from ids
            """).update();
        database.sql("alter table bench_call add primary key (number)").update();
        database.sql("vacuum analyze bench_call").update();
    }

    /** The row of a server, by column. */
    Map<String, String> of(String server) {
        return database
                .sql("select * from bench_call where server_id = ?")
                .param(server)
                .query()
                .singleRow()
                .entrySet()
                .stream()
                .filter(column -> column.getValue() instanceof String)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        column -> String.valueOf(column.getValue()),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    /** The column that holds the value in that row; of a list the order does not matter. */
    static Optional<String> column(Map<String, String> row, String value) {
        return row.entrySet().stream()
                .filter(column -> elements(column.getValue()).equals(elements(value)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Set<String> elements(String value) {
        return value.startsWith("{")
                ? Arrays.stream(value.substring(1, value.length() - 1).split(","))
                        .map(element -> "in " + element.replace("\"", ""))
                        .collect(Collectors.toSet())
                : Set.of(value);
    }
}
