package io.changetrail.timeline.web;

import static java.util.stream.Collectors.toMap;

import io.changetrail.sync.Feed;
import io.changetrail.sync.FeedEvent;
import io.changetrail.sync.Quarantine;
import io.changetrail.sync.StreamKey;
import io.changetrail.timeline.StoredRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The story of one tenant with two projects, small enough to say by name what each question shows: in project-a a server with
 * {@code first}, {@code stop}, {@code resize}, {@code change} and {@code odd}, and one with 1001 actions of long ago; in
 * project-c a server with {@code reboot}, which failed, and {@code name}. A third project is another's.
 *
 * @param names of entries, by id
 * @param times of entries, by name
 * @param places what stands in the paths of calls, by {@link DescribedCall#id} or variable
 */
record ContractWorld(Map<String, String> names, Map<String, Instant> times, Map<String, String> places) {

    /** Where the story is told. */
    static final Map<String, String> WINDOW = new TreeMap<>(Map.of(
            "since", "2024-01-20T00:00:00Z",
            "until", "2024-02-01T00:00:00Z",
            "from", "2024-01-30T00:00:00Z",
            "to", "2024-02-01T00:00:00Z",
            "at", "2024-02-01T00:00:00Z"));

    static final int MANY = 1001;

    private static final Instant REBOOTED = Instant.parse("2024-01-30T14:00:00Z");
    private static final Instant NAMED = Instant.parse("2024-01-30T15:00:00Z");
    private static final String FAILED = """
            [{"event": "compute_reboot_instance", "start_time": "2024-01-30T14:00:01.000000",
              "finish_time": "2024-01-30T14:00:05.000000", "result": "Error", "traceback": null}]
            """;
    private static final String RENAMED = "{\"/name\": {\"before\": \"one\", \"after\": \"two\"}}";

    static ContractWorld store(
            JdbcClient jdbc, Quarantine quarantine, Feed feed, PlatformTransactionManager transactions) {
        var rows = new StoredRows(jdbc);
        rows.clear();
        jdbc.sql("truncate quarantine, sync_request").update();
        jdbc.sql("update feed_kept set xid = '0', number = 0").update();
        LinkedServer.watched(rows, "project-a", "project-b", "project-c");
        rows.gap("ecs", "project-c", "outage", day(21), day(22));
        LinkedServer.store(rows, "theirs", "project-b").unexplained(rows);
        var mine = LinkedServer.store(rows, "mine", "project-a");
        var odd = mine.unexplained(rows);
        flavors(jdbc, Map.of(mine.first(), "s2.medium.1 1", mine.change(), "s2.large.2 1", odd, "s2.large.2 2"));
        revised(jdbc, mine);
        rows.server("second", "project-c", "ecs-second");
        jdbc.sql("update server set state = 'SHUTOFF' where server_id = 'second'")
                .update();
        var reboot = rows.action("second", "project-c", "req-reboot", "reboot", REBOOTED, FAILED);
        jdbc.sql("update instance_action set user_id = 'user-2' where id = ?")
                .param(reboot)
                .update();
        rows.effect("second", reboot, "failed");
        var name = rows.change("second", "project-c", NAMED, NAMED.minusSeconds(1800), RENAMED, "{}");
        rows.classed("second", name, "external", null);
        many(rows, jdbc);
        var sync = UUID.randomUUID();
        jdbc.sql("insert into sync_request (id, requested_at, projects) values (?, '2024-01-01T00:00:00Z', ?)")
                .params(sync, new String[] {"project-a"})
                .update();
        var transaction = new TransactionTemplate(transactions);
        Stream.of("a mine", "b theirs", "c second", "a last")
                .map(words -> words.split(" "))
                .forEach(words -> transaction.executeWithoutResult(
                        status -> put(quarantine, feed, "project-" + words[0], words[1])));
        var entries = Map.of(
                "first", mine.first(),
                "stop", mine.stop(),
                "resize", mine.resize(),
                "change", mine.change(),
                "odd", odd,
                "reboot", reboot,
                "name", name);
        return new ContractWorld(
                entries.entrySet().stream()
                        .collect(toMap(entry -> entry.getValue().toString(), Map.Entry::getKey)),
                times(jdbc, entries),
                Map.of(
                        "server_id",
                        "mine",
                        "request_id",
                        "req-resize-mine",
                        "change_id",
                        mine.change().toString(),
                        "name",
                        "action",
                        "sync",
                        sync.toString(),
                        "replay",
                        quarantined(jdbc)));
    }

    private static Instant day(int day) {
        return Instant.parse("2024-01-%02dT00:00:00Z".formatted(day));
    }

    private static void flavors(JdbcClient jdbc, Map<UUID, String> flavors) {
        flavors.forEach((change, flavor) -> jdbc.sql("""
                        update history_item
                           set document = jsonb_set(document::jsonb, '{resource,properties,flavor}',
                                                    jsonb_build_object('id', ?::text, 'vcpus', ?::text))::json
                         where id = ?
                        """)
                .params(flavor.split(" ")[0], flavor.split(" ")[1], change)
                .update());
    }

    private static void revised(JdbcClient jdbc, LinkedServer server) {
        jdbc.sql("""
                insert into link_revision (resource_id, change_id, request_id, number, what, score, because)
                values (?, ?, 'req-resize-mine', 1, 'created', 0.998, 'resize recorded')
                """).params(server.id(), server.change()).update();
    }

    private static void many(StoredRows rows, JdbcClient jdbc) {
        rows.server("many", "project-a", "ecs-many");
        jdbc.sql("""
                insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, start_time,
                                             final, content_hash, document, version, recorded_at)
                select 'many', gen_random_uuid(), 'project-a', 'req-' || n, 'start', 0, n, '2020-01-01T00:00:00Z', true, '',
                       '{"events": []}', 1, '2020-01-01T00:00:00Z'
                  from generate_series(1, ?) n
                """).param(MANY).update();
    }

    private static void put(Quarantine quarantine, Feed feed, String project, String server) {
        feed.tell(List.of(new FeedEvent("link.created", project, server, server, "{}")));
        if (!server.equals("last")) {
            quarantine.put(new StreamKey("ecs", project), server, "odd", "{\"of\": \"" + server + "\"}");
        }
    }

    private static String quarantined(JdbcClient jdbc) {
        return jdbc.sql("select id from quarantine where resource_id = 'mine'")
                .query((row, number) -> row.getString(1))
                .single();
    }

    private static Map<String, Instant> times(JdbcClient jdbc, Map<String, UUID> entries) {
        return entries.keySet().stream()
                .collect(toMap(
                        Function.identity(),
                        name -> jdbc.sql("""
                        select start_time from instance_action where id = :id
                        union all select capture_time from history_item where id = :id
                        """)
                                .param("id", entries.get(name))
                                .query((row, number) -> row.getTimestamp(1).toInstant())
                                .single()));
    }

    /** The call's path in this story. */
    String path(DescribedCall call) {
        return call.with(call.places().stream()
                .collect(toMap(
                        Function.identity(),
                        place -> places.getOrDefault(place.equals("id") ? call.id() : place, ""))));
    }

    /**
     * The call's path with a query as it stands, and with the story's window as far as the query says nothing of it.
     *
     * @param query {@code name=value&name=value}; may be empty
     */
    String target(DescribedCall call, String query) {
        var said = Stream.of(query.split("&")).map(part -> part.split("=")[0]).toList();
        var usual = WINDOW.entrySet().stream()
                .filter(bound -> call.parameters().contains(bound.getKey()) && !said.contains(bound.getKey()))
                .map(bound -> bound.getKey() + "=" + bound.getValue());
        var all = Stream.concat(usual, Stream.of(query)).filter(part -> !part.isEmpty());
        return path(call) + "?" + all.collect(Collectors.joining("&"));
    }
}
