package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@OpenMode
class PagingTests {

    private static final String WINDOW = "since=2024-01-01T00:00:00Z&until=2024-01-20T00:00:00Z";

    private final JdbcClient jdbc;
    private final Walk walk;

    /** 2,000 entries of 4 servers in 2 projects at only 4 different times; actions and changes tie with each other. */
    PagingTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.walk = new Walk(web);
        var rows = new StoredRows(jdbc);
        rows.clear();
        for (int server = 0; server < 4; server++) {
            rows.server("s" + server, "p" + server % 2, "name-" + server);
        }
        jdbc.sql("""
                insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, start_time,
                                             final, content_hash, document, version, recorded_at)
                select 's' || n % 4, gen_random_uuid(), 'p' || n % 2, 'req-' || n % 50, 'stop', 0, n / 400,
                       timestamptz '2024-01-10T00:00:00Z' + make_interval(secs => n % 3), true, '', '{"events": []}', 1, now()
                  from generate_series(1, 1000) n
                """).update();
        jdbc.sql("""
                insert into history_item (resource_id, id, project_id, resource_type, capture_time, status, diff,
                                          content_hash, document, version, recorded_at)
                select 's' || n % 4, gen_random_uuid(), 'p' || n % 2, 'ecs.cloudservers',
                       timestamptz '2024-01-10T00:00:01Z' + make_interval(secs => n % 3), 'ResourceChanged.UPDATE', '{}', '',
                       '{}', 1, now()
                  from generate_series(1, 1000) n
                """).update();
    }

    @Test
    void aWalkOverEqualTimesShowsEveryEntryOnceInTheOneOrder() {
        assertThat(walk.ids("/api/v1/timeline?limit=97&order=asc&" + WINDOW)).isEqualTo(expected("", "asc"));
        assertThat(walk.ids("/api/v1/timeline?limit=97&" + WINDOW)).isEqualTo(expected("", "desc"));
    }

    @Test
    void aServersWalkShowsItsEntriesOnly() {
        assertThat(walk.ids("/api/v1/servers/s1/timeline?limit=50"))
                .isEqualTo(expected("where server_id = 's1'", "desc"));
        assertThat(walk.ids("/api/v1/timeline?server_id=s1,s2&limit=100&order=asc&" + WINDOW))
                .isEqualTo(expected("where server_id in ('s1', 's2')", "asc"));
    }

    @Test
    void aWalkOverSomeProjectsShowsThemOnly() {
        assertThat(walk.ids("/api/v1/timeline?project_id=p0&limit=1000&" + WINDOW))
                .isEqualTo(expected("where project_id = 'p0'", "desc"));
        assertThat(walk.ids("/api/v1/timeline?project_id=!p0&limit=1000&" + WINDOW))
                .isEqualTo(expected("where project_id = 'p1'", "desc"));
        assertThat(walk.ids("/api/v1/timeline?project_id=p0&project_id=p1&kind=change&limit=1000&" + WINDOW))
                .isEqualTo(expected("where kind = 'change'", "desc"));
    }

    @Test
    void filtersThatAreDecidedOnTheEntryStillFillTheirPages() {
        assertThat(walk.ids("/api/v1/timeline?outcome=unknown&limit=99&" + WINDOW))
                .isEqualTo(expected("where kind = 'action'", "desc"));
        assertThat(walk.ids("/api/v1/timeline?attribution=pending&limit=99&" + WINDOW))
                .isEqualTo(expected("where kind = 'change'", "desc"));
        assertThat(walk.ids("/api/v1/timeline?attribution=external&limit=99&" + WINDOW))
                .isEmpty();
        assertThat(walk.ids("/api/v1/timeline?request_id=req-7&limit=9&" + WINDOW))
                .isEqualTo(expected("where request_id = 'req-7'", "desc"));
        assertThat(walk.ids("/api/v1/requests/req-7?limit=3"))
                .isEqualTo(expected("where request_id = 'req-7'", "desc"));
    }

    @Test
    void aCursorIsRefusedWhereItWasNotMade() {
        var cursor = walk.page("/api/v1/timeline?project_id=p0&limit=5&" + WINDOW)
                .path("page")
                .path("next_cursor")
                .asString();
        var flipped = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);

        assertThat(walk.status("/api/v1/timeline?project_id=p0&limit=9&" + WINDOW + "&cursor=" + cursor))
                .isEqualTo(200);
        assertThat(walk.status("/api/v1/timeline?project_id=p0&" + WINDOW + "&cursor=" + flipped))
                .isEqualTo(400);
        assertThat(walk.status("/api/v1/timeline?project_id=p1&" + WINDOW + "&cursor=" + cursor))
                .isEqualTo(400);
        assertThat(walk.status("/api/v1/timeline?project_id=p0&order=asc&" + WINDOW + "&cursor=" + cursor))
                .isEqualTo(400);
        assertThat(walk.status("/api/v1/timeline?" + WINDOW + "&cursor=" + cursor))
                .isEqualTo(400);
        assertThat(walk.status("/api/v1/servers/s0/timeline?cursor=" + cursor)).isEqualTo(400);
        assertThat(walk.status("/api/v1/servers?cursor=" + cursor)).isEqualTo(400);
    }

    @Test
    void theListOfServersPagesByTheirIds() {
        var first = walk.page("/api/v1/servers?limit=3&order=asc");
        var cursor = first.path("page").path("next_cursor").asString();
        var second = walk.page("/api/v1/servers?limit=3&order=asc&cursor=" + cursor);

        assertThat(first.path("data").size()).isEqualTo(3);
        assertThat(first.path("data").path(0).path("actions").asInt()).isEqualTo(250);
        assertThat(second.path("data").path(0).path("server_id").asString()).isEqualTo("s3");
        assertThat(second.path("page").path("next_cursor").isNull()).isTrue();
    }

    private List<String> expected(String where, String order) {
        return jdbc.sql("""
                        select id from (
                            select 'action' as kind, server_id, project_id, start_time as time, rank, id, request_id
                              from instance_action
                            union all
                            select 'change', resource_id, project_id, capture_time, rank, id, null from history_item) entries
                        """ + where + " order by time " + order + ", rank " + order + ", id " + order)
                .query((row, number) -> row.getString("id"))
                .list();
    }
}
