package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@OpenMode
class DashboardTests {

    private static final String WINDOW = "since=2024-01-20T00:00:00Z&until=2024-02-01T00:00:00Z";

    private final Walk walk;
    private final LinkedServer server;

    DashboardTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.walk = new Walk(web);
        var rows = new StoredRows(jdbc);
        rows.clear();
        this.server = LinkedServer.store(rows, "server-1", "project-1");
        LinkedServer.store(rows, "server-2", "project-2");
    }

    @Test
    void pickersCountTheDistinctValues() {
        assertThat(values("action")).containsExactly("resize 2", "stop 2");
        assertThat(values("action?project_id=project-1")).containsExactly("resize 1", "stop 1");
        assertThat(values("action?server_id=server-2&until=2024-01-30T11:51:00Z"))
                .containsExactly("stop 1");
        assertThat(values("user_id")).containsExactly("752be407f0b74e1d9fd2ff8d0a5b1a3e 4");
        assertThat(values("project_id")).containsExactly("project-1 4", "project-2 4");
        assertThat(values("status")).containsExactly("ResourceChanged.CREATE 2", "ResourceChanged.UPDATE 2");
        assertThat(values("path")).containsExactly("/properties/flavor/id 2");
        assertThat(values("path?since=now-1h")).isEmpty();
    }

    @Test
    void pickersPageByValue() {
        var first = walk.page("/api/v1/attributes/action?limit=1");
        var next = first.path("page").path("next_cursor").asString();

        assertThat(values("action?limit=1&cursor=" + next)).containsExactly("stop 2");
        assertThat(walk.status("/api/v1/attributes/status?limit=1&cursor=" + next))
                .isEqualTo(400);
    }

    @Test
    void statsCountEveryEntryOnceByWhatTheListsSayOfIt() {
        var rows = walk.page("/api/v1/stats?bucket=1d&" + WINDOW).path("data");
        var counts = new ArrayList<String>();
        rows.forEach(row -> counts.add(String.join(
                " ",
                row.path("bucket").asString(),
                row.path("kind").asString(),
                row.path("action").asString("-"),
                row.path("outcome").asString("-"),
                row.path("attribution").asString("-"),
                row.path("count").asString())));

        assertThat(counts)
                .containsExactly(
                        "2024-01-29T00:00:00.000000Z change - - pending 2",
                        "2024-01-30T00:00:00.000000Z action resize succeeded - 2",
                        "2024-01-30T00:00:00.000000Z action stop succeeded - 2",
                        "2024-01-30T00:00:00.000000Z change - - attributed 2");
        assertThat(rows.path(0).has("server_id")).isFalse();
    }

    @Test
    void statsCountServersApartWhereAsked() {
        var rows = walk.page("/api/v1/stats?by=server_id&bucket=15m&kind=change&attribution=attributed&" + WINDOW)
                .path("data");

        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.path(0).path("server_id").asString()).isEqualTo("server-1");
        assertThat(rows.path(0).path("bucket").asString()).isEqualTo("2024-01-30T11:45:00.000000Z");
    }

    @Test
    void annotationsHaveGrafanasNamesAndUnits() {
        var rows = walk.page("/api/v1/annotations?server_id=server-1&" + WINDOW).path("data");
        var change = rows.path(0);
        var action = rows.path(1);

        assertThat(rows.size()).isEqualTo(4);
        assertThat(change.path("time").asLong()).isEqualTo(LinkedServer.CAPTURED.toEpochMilli());
        assertThat(change.path("timeEnd").asLong())
                .isEqualTo(change.path("time").asLong());
        assertThat(change.path("title").asString()).isEqualTo("flavor s2.medium.1 -> s2.large.2");
        assertThat(change.path("text").asString()).isEqualTo("ecs-" + server.id());
        assertThat(change.path("tags").asString()).isEqualTo("change,attributed");
        assertThat(action.path("tags").asString()).isEqualTo("action,resize,succeeded");
        assertThat(action.path("timeEnd").asLong() - action.path("time").asLong())
                .isEqualTo(22_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attributes/action?limit=0",
                "attributes/action?q=a",
                "attributes/action?since=now&until=now-1h",
                "attributes/action?cursor=x",
                "stats?bucket=2h",
                "stats?by=project_id",
                "stats?limit=5",
                "stats?since=2024-01-01T00:00:00Z&until=2024-02-01T00:00:01Z",
                "annotations?limit=0",
                "annotations?include=raw"
            })
    void whatCannotBeUsedIsRefused(String call) {
        assertThat(walk.status("/api/v1/" + call)).isEqualTo(400);
    }

    @Test
    void thereAreNoOtherPickers() {
        assertThat(walk.status("/api/v1/attributes/document")).isEqualTo(404);
        assertThat(walk.status("/api/v1/attributes/ACTION")).isEqualTo(404);
    }

    private List<String> values(String call) {
        var values = new ArrayList<String>();
        walk.page("/api/v1/attributes/" + call).path("data").forEach(row -> {
            assertThat(row.path("text").asString()).isEqualTo(row.path("value").asString());
            values.add(row.path("value").asString() + " " + row.path("count").asLong());
        });
        return values;
    }
}
