package io.changetrail.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills the tables under the timeline: a few servers are read and correlated by the service itself, all others are copies of
 * theirs under other ids, so that differences, evidence and documents have the sizes that they really have.
 */
final class TimelineFill {

    private static final int SESSIONS = 2;

    /** How far apart the copies of one server's past are; longer than that past. */
    private static final int BLOCK_DAYS = 20;

    private static final List<String> TABLES =
            List.of("server", "instance_action", "history_item", "link", "change_class", "action_class");

    /** What is other in a copy, by the name of the column. */
    private static final Map<String, String> COPIED = Map.ofEntries(
            Map.entry("server_id", "c.id"),
            Map.entry("resource_id", "c.id"),
            Map.entry("id", "md5(t.id::text || c.number)::uuid"),
            Map.entry("change_id", "md5(t.change_id::text || c.number)::uuid"),
            Map.entry("action_id", "md5(t.action_id::text || c.number)::uuid"),
            Map.entry("request_id", "c.new_request || substr(t.request_id, 13)"),
            Map.entry(
                    "document",
                    "replace(replace(t.document::text, c.source, c.id), c.old_request, c.new_request)::json"),
            Map.entry("start_time", "t.start_time - c.back"),
            Map.entry("updated_at", "t.updated_at - c.back"),
            Map.entry("finish_time", "t.finish_time - c.back"),
            Map.entry("capture_time", "t.capture_time - c.back"),
            Map.entry("updated", "t.updated - c.back"),
            Map.entry("predecessor_capture", "t.predecessor_capture - c.back"),
            Map.entry("best", "t.best - c.back"));

    private final EmbeddedPostgres postgres;
    private final ServerTemplates.Recorded recorded;
    private final TimelineSize size;
    private final JdbcClient database;

    TimelineFill(EmbeddedPostgres postgres, ServerTemplates.Recorded recorded, TimelineSize size) {
        this.postgres = postgres;
        this.recorded = recorded;
        this.size = size;
        this.database = JdbcClient.create(postgres.getPostgresDatabase());
    }

    void run() {
        correlate();
        plan();
        TABLES.forEach(table -> database.sql("create table bench_%1$s as table %1$s".formatted(table))
                .update());
        IntStream.range(0, SESSIONS).parallel().forEach(session -> TABLES.forEach(table -> copy(table, session)));
        database.sql("vacuum analyze").update();
        database.sql("checkpoint").update();
        var stored = database.sql("select (select count(*) from instance_action) + (select count(*) from history_item)")
                .query(Integer.class)
                .single();
        if (stored != size.entries()) {
            throw new IllegalStateException("%,d entries instead of %,d".formatted(stored, size.entries()));
        }
    }

    /** The recorded servers, read from memory and correlated by the service as in production. */
    private void correlate() {
        var servers = recorded.servers().size();
        var ingest = new BenchmarkSize(servers, TimelineSize.ITEMS, TimelineSize.ACTIONS, 1, 0);
        var often = Map.of("CHANGETRAIL_CORRELATION_INTERVAL", "200ms");
        try (var service =
                BenchmarkedService.start(postgres, new CannedCloud(recorded.servers(), servers), recorded, often)) {
            var progress = new IngestProgress(service.database(), ingest);
            Awaitility.await().atMost(Duration.ofMinutes(30)).until(() -> progress.isDone() && isCorrelated());
        }
    }

    private boolean isCorrelated() {
        return database.sql("""
            select not exists (select from dirty_resource)
               and (select count(*) from change_class) = (select count(*) from history_item)
            """).query(Boolean.class).single();
    }

    /** Which copies there are: of each server one for each hundred of its entries, less those that the service has stored. */
    private void plan() {
        database.sql("""
            create table bench_copy as
            with source as (select server_id, row_number() over (order by server_id) - 1 as place from server)
            select s.number * 1000 + b.block as number, s.number % 2 as session, b.block,
                   source.server_id as source, s.digits || substr(source.server_id, 9) as id,
                   'req-' || left(source.server_id, 8) as old_request,
                   'req-' || left(md5((s.number * 1000 + b.block)::text), 8) as new_request,
                   b.block * make_interval(days => :days) as back
              from (select number, case when number < :sources then null
                           else lpad(to_hex(((number + 1) * 2654435761) & 4294967295), 8, '0') end as digits
                      from generate_series(0, :servers::bigint - 1) as number) s
              join source on source.place = s.number % :sources
             cross join generate_series(0, :blocks - 1) as b (block)
             where s.number >= :sources or b.block > 0
            """)
                .param("days", BLOCK_DAYS)
                .param("sources", recorded.servers().size())
                .param("servers", size.servers())
                .param("blocks", size.blocks())
                .update();
        database.sql("update bench_copy set id = source where id is null").update();
    }

    private void copy(String table, int session) {
        var columns = database.sql("""
            select column_name from information_schema.columns
             where table_schema = 'public' and table_name = ? order by ordinal_position
            """).param(table).query(String.class).list();
        var values = columns.stream()
                .map(column -> COPIED.getOrDefault(column, "t." + column))
                .toList();
        var owner = columns.contains("server_id") ? "server_id" : "resource_id";
        database.sql(
                        "insert into %s (%s) select %s from bench_copy c join bench_%s t on t.%s = c.source %s order by c.number"
                                .formatted(
                                        table,
                                        String.join(", ", columns),
                                        String.join(", ", values),
                                        table,
                                        owner,
                                        "where c.session = " + session
                                                + (table.equals("server") ? " and c.block = 0" : "")))
                .update();
    }
}
