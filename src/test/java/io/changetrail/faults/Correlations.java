package io.changetrail.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Compares the links of old records with those of a whole new correlation. */
final class Correlations {

    private static final String LINKS = """
            select l.resource_id || ' ' || l.change_id || ' ' || l.request_id || ' ' || l.cause || ' ' || l.paths::text
              from link l join history_item h on h.resource_id = l.resource_id and h.id = l.change_id
             where h.capture_time < now() - interval '2 minutes'
             order by 1
            """;

    private Correlations() {}

    static boolean areAsIfMadeAtOnce(Arena arena) {
        settled(arena);
        var before = links(arena);
        arena.change("insert into dirty_resource (resource_id, token) select server_id, gen_random_uuid() from server"
                + " on conflict do nothing");
        settled(arena);
        return !before.isEmpty() && before.equals(links(arena));
    }

    private static void settled(Arena arena) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> arena.count(
                                "select count(*) from dirty_resource where marked_at < now() - interval '3 seconds'")
                        == 0);
        arena.lasts(Duration.ofSeconds(3));
    }

    private static List<String> links(Arena arena) {
        return arena.jdbc().sql(LINKS).query((row, number) -> row.getString(1)).list();
    }
}
