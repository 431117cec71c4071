package io.changetrail.bench;

import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Tells and checks that what is read is what is to be read. */
final class TimelineContents {

    private TimelineContents() {}

    static String describe(JdbcClient database) {
        return database.sql("""
            select format('%s actions, %s changes of %s bytes each and %s of difference, %s causes, %s rivals; %s in all',
                   (select count(*) from instance_action), (select count(*) from history_item),
                   (select avg(length(document::text))::int from history_item tablesample system (1)),
                   (select avg(length(diff::text))::int from history_item tablesample system (1)),
                   (select count(*) from link where cause), (select count(*) from link where not cause),
                   pg_size_pretty(pg_database_size(current_database())))
            """).query(String.class).single();
    }

    /** A full page with both kinds of entries and with causes. */
    static void check(JsonNode page) {
        var entries = page.path("data");
        var caused = entries.valueStream()
                .filter(entry -> !entry.path("change").path("causes").isEmpty())
                .count();
        if (entries.size() != TimelineSize.BLOCK || caused == 0) {
            throw new IllegalStateException("%d entries, %d of them with causes".formatted(entries.size(), caused));
        }
    }
}
