package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@OpenMode
class ParameterTests {

    private final WebTestClient web;
    private final Walk walk;
    private final LinkedServer server;

    ParameterTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.web = web;
        this.walk = new Walk(web);
        var rows = new StoredRows(jdbc);
        rows.clear();
        this.server = LinkedServer.store(rows, "server-1", "project-1");
        jdbc.sql("""
                insert into link_revision (resource_id, change_id, request_id, number, what, score, because)
                values ('server-1', ?, 'req-resize-server-1', 1, 'created', 0.998, 'resize recorded')
                """).param(server.change()).update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=NaN",
                "limit=",
                "limit=2147483648",
                "limit=1&limit=2",
                "order=up",
                "order=DESC",
                "kind=server",
                "kind=action,!change",
                "since=yesterday",
                "since=2024-01-01",
                "since=2024-01-01T00:00:00",
                "since=9999999999999999",
                "since=10000-01-01T00:00:00Z",
                "since=now-4y",
                "since=2024-01-02T00:00:00Z&until=2024-01-01T00:00:00Z",
                "cursor=garbage",
                "cursor=",
                "include=all",
                "include=",
                "colour=red",
                "outcome=fine",
                "attribution=sure",
                "action=",
                "action=a,,b",
                "path=%00",
                "request_id=%0d%0a",
                "user_id=!"
            })
    void whatCannotBeUsedIsRefusedByName(String query) {
        assertThat(walk.status("/api/v1/servers/server-1/timeline?" + query)).isEqualTo(400);
        assertThat(walk.status("/api/v1/timeline?" + query)).isEqualTo(400);
        web.get()
                .uri("/api/v1/servers/server-1/timeline?limit=0&colour=red")
                .exchange()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:changetrail:problem:invalid-parameter")
                .jsonPath("$.errors.length()")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=1",
                "limit=1000",
                "order=asc",
                "kind=action",
                "kind=!change",
                "kind=action,change",
                "since=2024-01-01T00:00:00Z",
                "since=2024-01-01T00:00:00.123456%2B01:00",
                "since=1704067200000",
                "since=now-4000d",
                "until=now",
                "include=raw",
                "action=resize,stop",
                "action=!resize",
                "user_id=nobody",
                "request_id=%27;drop%20table%20link--",
                "outcome=succeeded",
                "status=ResourceChanged.UPDATE",
                "attribution=attributed",
                "path=/properties/flavor",
                "path=!%25_%5C"
            })
    void whatCanBeUsedIs(String query) {
        assertThat(walk.status("/api/v1/servers/server-1/timeline?" + query)).isEqualTo(200);
    }

    @Test
    void actionFiltersMatchTheChangesThatTheActionsCaused() {
        var base = "/api/v1/servers/server-1/timeline?";

        assertThat(walk.ids(base + "action=resize"))
                .containsExactly(server.change().toString(), server.resize().toString());
        assertThat(walk.ids(base + "action=stop")).containsExactly(server.stop().toString());
        assertThat(walk.ids(base + "action=!resize"))
                .containsExactly(server.stop().toString(), server.first().toString());
        assertThat(walk.ids(base + "request_id=req-resize-server-1&kind=change"))
                .containsExactly(server.change().toString());
        assertThat(walk.ids(base + "path=/properties/flavor"))
                .containsExactly(server.change().toString());
        assertThat(walk.ids(base + "status=ResourceChanged.CREATE"))
                .containsExactly(server.first().toString());
    }

    @Test
    void windowsIncludeTheirStartAndNotTheirEnd() {
        var captured = LinkedServer.CAPTURED.toString();

        assertThat(walk.ids("/api/v1/servers/server-1/timeline?since=" + captured))
                .containsExactly(server.change().toString());
        assertThat(walk.ids("/api/v1/servers/server-1/timeline?until=" + captured))
                .doesNotContain(server.change().toString());
        assertThat(walk.status("/api/v1/timeline?since=2024-01-01T00:00:00Z&until=2024-02-01T00:00:00Z"))
                .isEqualTo(200);
        assertThat(walk.status("/api/v1/timeline?since=2024-01-01T00:00:00Z&until=2024-02-01T00:00:01Z"))
                .isEqualTo(400);
    }

    @Test
    void unknownIdsAndPathsAreNotFound() {
        assertThat(walk.status("/api/v1/servers/nobody")).isEqualTo(404);
        assertThat(walk.status("/api/v1/servers/%00/timeline")).isIn(400, 404);
        assertThat(walk.status("/api/v1/changes/not-a-uuid")).isEqualTo(404);
        assertThat(walk.status("/api/v1/changes/" + server.stop())).isEqualTo(404);
        assertThat(walk.status("/api/v1/requests/req-unknown")).isEqualTo(404);
        assertThat(walk.status("/api/v1/nothing")).isEqualTo(404);
        web.post().uri("/api/v1/servers").exchange().expectStatus().isEqualTo(405);
        web.get()
                .uri("/api/v1/servers")
                .accept(MediaType.TEXT_PLAIN)
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    void serversAreFoundByNameIdAndAddress() {
        assertThat(walk.page("/api/v1/servers?q=ECS-serv").path("data").size()).isEqualTo(1);
        assertThat(walk.page("/api/v1/servers?q=server-1").path("data").size()).isEqualTo(1);
        assertThat(walk.page("/api/v1/servers?q=192.168.0.60").path("data").size())
                .isEqualTo(1);
        assertThat(walk.page("/api/v1/servers?q=192.168.0.6").path("data").isEmpty())
                .isTrue();
        assertThat(walk.page("/api/v1/servers?q=%25").path("data").isEmpty()).isTrue();
        assertThat(walk.page("/api/v1/servers?state=!ACTIVE").path("data").isEmpty())
                .isTrue();
        assertThat(walk.page("/api/v1/servers?changed_since=2024-01-30T11:51:30Z")
                        .path("data")
                        .size())
                .isEqualTo(1);
        assertThat(walk.page("/api/v1/servers?changed_since=2024-01-31T00:00:00Z")
                        .path("data")
                        .isEmpty())
                .isTrue();
        var row = walk.page("/api/v1/servers/server-1");
        assertThat(row.path("properties").path("status").asString()).isEqualTo("ACTIVE");
        assertThat(row.path("changes").asInt()).isEqualTo(2);
    }

    @Test
    void aRequestShowsWhatItTouchedAndWhatThatIsRelatedTo() {
        var answer = walk.page("/api/v1/requests/req-resize-server-1");

        assertThat(answer.path("data").size()).isEqualTo(2);
        assertThat(answer.path("related").path(0).path("id").asString()).isEqualTo("volume-of-server-1");
    }

    @Test
    void aChangeShowsItsVersionsAndItsDocument() {
        var change = walk.page("/api/v1/changes/" + server.change());

        assertThat(change.path("id").asString()).isEqualTo(server.change().toString());
        assertThat(change.path("versions").path(0).path("diff").has("/properties/flavor/id"))
                .isTrue();
        assertThat(change.path("link_history").path(0).path("what").asString()).isEqualTo("created");
        assertThat(change.path("link_history").path(0).path("because").asString())
                .isEqualTo("resize recorded");
        assertThat(change.path("raw").path("resource").path("id").asString()).isEqualTo("server-1");
        assertThat(change.path("change").path("causes").size()).isEqualTo(1);
    }
}
