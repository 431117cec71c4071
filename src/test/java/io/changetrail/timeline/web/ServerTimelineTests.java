package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OpenMode
class ServerTimelineTests {

    private final WebTestClient web;
    private final StoredRows rows;
    private LinkedServer server;

    ServerTimelineTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.web = web;
        this.rows = new StoredRows(jdbc);
        this.rows.clear();
        this.server = LinkedServer.store(rows, "server-1", "project-1");
    }

    @BeforeEach
    void watchedUntilLater() {
        rows.stream("ecs", "project-1", Instant.parse("2024-02-10T00:00:00Z"));
        rows.stream("rms", "domain", Instant.parse("2024-02-10T00:00:00Z"));
    }

    @Test
    void aChangeNamesItsCauseItsRivalAndItsEvidence() {
        var change = entry(0);

        assertThat(change.path("kind").asString()).isEqualTo("change");
        assertThat(change.path("time").asString()).isEqualTo("2024-01-30T11:51:30.029000Z");
        assertThat(change.path("summary").asString()).isEqualTo("flavor s2.medium.1 -> s2.large.2");
        var detail = change.path("change");
        assertThat(detail.path("attribution").asString()).isEqualTo("attributed");
        assertThat(detail.path("occurred").path("best").asString()).isEqualTo("2024-01-30T11:51:24.000000Z");
        assertThat(detail.path("diff")
                        .path("/properties/flavor/id")
                        .path("after")
                        .asString())
                .isEqualTo("s2.large.2");
        assertThat(detail.path("causes").path(0).path("request_id").asString()).isEqualTo("req-resize-server-1");
        assertThat(detail.path("causes").path(0).path("action").asString()).isEqualTo("resize");
        assertThat(detail.path("causes")
                        .path(0)
                        .path("evidence")
                        .path(0)
                        .path("bits")
                        .asDouble())
                .isEqualTo(9.1);
        assertThat(detail.path("rivals").path(0).path("reason").asString())
                .isEqualTo("stop does not change the flavor");
        assertThat(detail.path("provisional").asBoolean()).isFalse();
        assertThat(change.has("action")).isFalse();
        assertThat(change.has("raw")).isFalse();
    }

    @Test
    void anActionNamesTheChangeItCaused() {
        var action = entry(1).path("action");

        assertThat(action.path("outcome").asString()).isEqualTo("succeeded");
        assertThat(action.path("effect").asString()).isEqualTo("visible");
        assertThat(action.path("finish_time").asString()).isEqualTo("2024-01-30T11:51:24.000000Z");
        assertThat(action.path("effects").path(0).path("change_id").asString())
                .isEqualTo(server.change().toString());
        assertThat(action.path("actor").path("type").asString()).isEqualTo("user");
        assertThat(action.path("actor").has("name")).isTrue();
        assertThat(action.path("events").path(0).path("traceback").asString())
                .isEqualTo("Traceback of compute_finish_resize");
    }

    private JsonNode entry(int place) {
        var body = web.get()
                .uri("/api/v1/servers/server-1/timeline")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared().readTree(String.valueOf(body)).path("data").path(place);
    }
}
