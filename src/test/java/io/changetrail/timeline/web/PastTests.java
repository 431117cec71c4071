package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@OpenMode
class PastTests {

    private static final Instant FIRST = Instant.parse("2024-01-29T08:00:00Z");
    private static final Instant SECOND = Instant.parse("2024-01-30T11:51:30.029Z");
    private static final Instant DELETED = Instant.parse("2024-01-31T10:00:00Z");
    private static final String SERVER = "/api/v1/servers/web";

    private final Walk walk;
    private final UUID first;
    private final UUID second;
    private final UUID deleted;

    PastTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.walk = new Walk(web);
        var rows = new StoredRows(jdbc);
        rows.clear();
        rows.server("web", "project-1", "ecs-web");
        rows.stream("ecs", "project-1", Instant.parse("2024-02-10T00:00:00Z"));
        rows.stream("rms", "domain", Instant.parse("2024-02-10T00:00:00Z"));
        var start = SECOND.minusSeconds(20);
        var resize = rows.action("web", "project-1", "req-resize", "resize", start, "[]");
        first = rows.change("web", "project-1", FIRST, null, "{}", document("s2.medium.1", "a"));
        second = rows.change("web", "project-1", SECOND, FIRST, """
                {"/properties/flavor/id": {"before": "s2.medium.1", "after": "s2.large.2"},
                 "/relations/evs.volumes/a": {"before": {}},
                 "/relations/evs.volumes/b": {"after": {}}}
                """, document("s2.large.2", "b"));
        deleted = rows.change(
                "web",
                "project-1",
                DELETED,
                SECOND,
                "{\"/state\": {\"before\": \"Normal\", \"after\": \"Deleted\"}}",
                "{\"resource\": {\"state\": \"Deleted\"}}");
        jdbc.sql("update history_item set status = 'ResourceChanged.DELETE' where id = ?")
                .param(deleted)
                .update();
        rows.cause("web", second, "req-resize", resize, "/properties/flavor/id", 0.998);
        jdbc.sql("""
                insert into change_class (resource_id, change_id, attribution, path_classes, best)
                values ('web', ?, 'partial', ?::json, '2024-01-30T11:51:24Z')
                """).params(second, """
                {"/properties/flavor/id": "attributed", "/relations/evs.volumes/b": "unattributed"}
                """).update();
        rows.classed("web", first, "baseline", null);
    }

    @Test
    void theStateIsWhatTheLastItemShowed() {
        assertThat(flavor(SERVER + "/state?at=" + SECOND.minusNanos(1000))).isEqualTo("s2.medium.1");
        assertThat(flavor(SERVER + "/state?at=" + SECOND)).isEqualTo("s2.large.2");
        assertThat(flavor(SERVER + "/state?at=2024-01-30T11:51:24Z&basis=occurred"))
                .isEqualTo("s2.large.2");
        assertThat(flavor(SERVER + "/state?at=2024-01-30T11:51:23Z&basis=occurred"))
                .isEqualTo("s2.medium.1");
        var state = walk.page(SERVER + "/state?at=" + SECOND);
        assertThat(state.path("change_id").asString()).isEqualTo(second.toString());
        assertThat(state.path("relations").path(0).path("to_resource_id").asString())
                .isEqualTo("b");
    }

    @Test
    void aDeletedServerAnswersItsLastValues() {
        var state = walk.page(SERVER + "/state");

        assertThat(state.path("change_id").asString()).isEqualTo(deleted.toString());
        assertThat(state.path("properties").path("flavor").path("id").asString())
                .isEqualTo("s2.large.2");
        assertThat(blame("", "/properties/flavor/id").path("change_id").asString())
                .isEqualTo(second.toString());
    }

    @Test
    void beforeTheFirstCaptureThereIsNothing() {
        var state = walk.page(SERVER + "/state?at=2024-01-01T00:00:00Z");

        assertThat(state.path("change_id").isNull()).isTrue();
        assertThat(state.path("properties").isEmpty()).isTrue();
        assertThat(walk.page(SERVER + "/blame?at=2024-01-01T00:00:00Z")
                        .path("data")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aDifferenceNamesTheChangesAndRequestsBetween() {
        var diff = walk.page(SERVER + "/diff?from=" + FIRST + "&to=" + SECOND);

        assertThat(diff.path("from").asString()).isEqualTo("2024-01-29T08:00:00.000000Z");
        assertThat(diff.path("diff").propertyNames())
                .containsExactlyInAnyOrder(
                        "/properties/flavor/id", "/relations/evs.volumes/a", "/relations/evs.volumes/b");
        assertThat(diff.path("diff").path("/relations/evs.volumes/a").has("after"))
                .isFalse();
        assertThat(diff.path("changes").path(0).asString()).isEqualTo(second.toString());
        assertThat(diff.path("changes").size()).isEqualTo(1);
        assertThat(diff.path("requests").path(0).asString()).isEqualTo("req-resize");
    }

    @Test
    void aDifferenceOverADeletionIsTheState() {
        var diff = walk.page(SERVER + "/diff?from=" + SECOND);

        assertThat(diff.path("diff").propertyNames()).containsExactly("/state");
        assertThat(walk.page(SERVER + "/diff?from=" + SECOND + "&to=" + SECOND)
                        .path("changes")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void blameNamesTheLastWriterOfEachPathItsCauseAndItsClass() {
        var flavor = blame("?at=" + SECOND, "/properties/flavor/id");
        assertThat(flavor.path("value").asString()).isEqualTo("s2.large.2");
        assertThat(flavor.path("since").asString()).isEqualTo("2024-01-30T11:51:30.029000Z");
        assertThat(flavor.path("request_id").asString()).isEqualTo("req-resize");
        assertThat(flavor.path("action").asString()).isEqualTo("resize");
        assertThat(flavor.path("score").asDouble()).isEqualTo(0.998);
        assertThat(flavor.path("attribution").asString()).isEqualTo("attributed");

        var volume = blame("?at=" + SECOND, "/relations/evs.volumes/b");
        assertThat(volume.path("request_id").isNull()).isTrue();
        assertThat(volume.path("attribution").asString()).isEqualTo("unattributed");

        var name = blame("?at=" + SECOND, "/name");
        assertThat(name.path("change_id").asString()).isEqualTo(first.toString());
        assertThat(name.path("attribution").asString()).isEqualTo("baseline");
        assertThat(blame("?basis=occurred&at=2024-01-30T11:51:24Z", "/properties/flavor/id")
                        .path("since")
                        .asString())
                .isEqualTo("2024-01-30T11:51:24.000000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/state?at=yesterday",
                "/state?at=",
                "/state?at=now&at=now",
                "/state?basis=guessed",
                "/state?to=now",
                "/blame?limit=1",
                "/blame?basis=",
                "/diff",
                "/diff?to=now",
                "/diff?from=-1",
                "/diff?from=now&to=now-1h",
                "/diff?from=now-1h&at=now"
            })
    void whatCannotBeUsedIsRefused(String call) {
        assertThat(walk.status(SERVER + call)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/state", "/blame", "/diff?from=now-1h"})
    void anUnknownServerIsNotFound(String call) {
        assertThat(walk.status("/api/v1/servers/nobody" + call)).isEqualTo(404);
    }

    private String flavor(String uri) {
        return walk.page(uri).path("properties").path("flavor").path("id").asString();
    }

    private JsonNode blame(String query, String path) {
        return StreamSupport.stream(
                        walk.page(SERVER + "/blame" + query).path("data").spliterator(), false)
                .filter(row -> row.path("path").asString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static String document(String flavor, String volume) {
        return """
                {"relations": [{"to_resource_type": "evs.volumes", "to_resource_id": "%2$s"}],
                 "resource": {"id": "web", "name": "web", "state": "Normal", "checksum": "%1$s",
                  "properties": {"flavor": {"id": "%1$s"}}}}
                """.formatted(flavor, volume);
    }
}
