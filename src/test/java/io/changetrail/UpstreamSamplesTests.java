package io.changetrail;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.kind;
import static io.changetrail.simulation.Fault.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The samples of the two upstream documents, as served by a cloud, stored, and served again. */
class UpstreamSamplesTests {

    private static final ObjectNode DETAIL = sample("ecs-query-action");
    private static final ObjectNode HISTORY = sample("rms-history");
    private static final JsonNode ACTION = DETAIL.path("instanceAction");
    private static final JsonNode ITEM = HISTORY.path("items").path(0);

    private static SimulatedCloud cloud;
    private static RunningService service;
    private static ApiClient api;

    /** Nova's row has no {@code updated_at} in the sample's time; detail and history are the documents' own bytes. */
    @BeforeAll
    static void serveTheSamples() {
        cloud = SimulatedCloud.start(0, world(), Clock.fixed(Instant.parse("2024-02-01T00:00:00Z"), ZoneOffset.UTC));
        cloud.settings().microversionCeiling(57);
        instead("os-instance-actions/{request_id}", id(ACTION, "instance_uuid"), DETAIL);
        instead("history", id(ITEM, "resource_id"), HISTORY);
        service = RunningService.start(cloud.environment());
        api = new ApiClient(service.address());
        await("both samples are stored and joined")
                .atMost(Duration.ofSeconds(60))
                .until(() -> service.database().sql("""
                        select (select count(*) from instance_action) = 1 and (select count(*) from history_item) = 1
                           and not exists (select from dirty_resource)
                        """).query(Boolean.class).single());
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @Test
    void theSampleOfAnActionIsServedBackWhole() {
        var entry = onlyEntry(id(ACTION, "instance_uuid"));
        var action = entry.path("action");

        assertThat(entry.path("raw")).isEqualTo(ACTION);
        assertThat(entry.path("kind").asString()).isEqualTo("action");
        assertThat(entry.path("time").asString()).isEqualTo("2014-12-11T02:17:49.000000Z");
        assertThat(entry.path("server_id")).isEqualTo(ACTION.path("instance_uuid"));
        assertThat(entry.path("project_id")).isEqualTo(ACTION.path("project_id"));
        assertThat(action.path("request_id")).isEqualTo(ACTION.path("request_id"));
        assertThat(action.path("action")).isEqualTo(ACTION.path("action"));
        assertThat(action.path("user_id")).isEqualTo(ACTION.path("user_id"));
        assertThat(action.path("message").isNull()).isTrue();
        assertThat(action.path("start_time").asString()).isEqualTo("2014-12-11T02:17:49.000000Z");
        assertThat(action.path("finish_time").asString()).isEqualTo("2014-12-11T02:17:58.000000Z");
        assertThat(action.path("outcome").asString()).isEqualTo("succeeded");
        assertThat(action.path("events")).isEqualTo(Json.tree("""
                [{"event": "compute_build_and_run_instance", "start_time": "2014-12-11T02:17:50.000000Z",
                  "finish_time": "2014-12-11T02:17:58.000000Z", "result": "Success", "traceback": null}]"""));
    }

    @Test
    void theSampleOfAHistoryItemIsServedBackWhole() {
        var entry = onlyEntry(id(ITEM, "resource_id"));
        var change = entry.path("change");

        assertThat(entry.path("raw")).isEqualTo(ITEM);
        assertThat(entry.path("kind").asString()).isEqualTo("change");
        assertThat(entry.path("time").asString()).isEqualTo("2024-01-30T11:51:30.029000Z");
        assertThat(entry.path("server_id")).isEqualTo(ITEM.path("resource_id"));
        assertThat(entry.path("server_name").asString()).isEqualTo("ecs-aziuzko");
        assertThat(entry.path("project_id")).isEqualTo(ITEM.at("/resource/project_id"));
        assertThat(change.path("resource_id")).isEqualTo(ITEM.path("resource_id"));
        assertThat(change.path("resource_type")).isEqualTo(ITEM.path("resource_type"));
        assertThat(change.path("status")).isEqualTo(ITEM.path("status"));
        assertThat(change.path("capture_time").asString()).isEqualTo("2024-01-30T11:51:30.029000Z");
        assertThat(change.path("updated").asString()).isEqualTo("2024-01-30T11:51:24.000000Z");
        assertThat(change.path("attribution").asString()).isEqualTo("baseline");
        assertThat(change.path("diff")).isEmpty();
        assertThat(change.path("causes")).isEmpty();
    }

    @Test
    void theChangeAloneHasTheSampleAsItsDocument() {
        var id = onlyEntry(id(ITEM, "resource_id")).path("id").asString();

        assertThat(api.get("/api/v1/changes/" + id).path("raw")).isEqualTo(ITEM);
    }

    private static JsonNode onlyEntry(String server) {
        var entries = api.all("/api/v1/servers/" + server + "/timeline?include=raw");
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private static void instead(String call, String server, ObjectNode document) {
        cloud.faults()
                .add(new Fault(call, kind(call).and(resource(server)), Fault.rewritten(usual -> document), ALWAYS));
    }

    private static World world() {
        var event = new World.SimulatedEvent(
                "compute_build_and_run_instance",
                Instant.parse("2014-12-11T02:17:50Z"),
                Instant.parse("2014-12-11T02:17:58Z"),
                "Success",
                null,
                null);
        var start = Instant.parse("2014-12-11T02:17:49Z");
        var action = new World.SimulatedAction(
                id(ACTION, "request_id"),
                "create",
                id(ACTION, "user_id"),
                id(ACTION, "project_id"),
                start,
                start,
                List.of(event));
        var row = new World.ServerRow(start, (ObjectNode) Json.tree("""
                {"id": "%s", "name": "of-the-sample", "status": "ACTIVE", "created": "2014-12-11T02:17:49Z",
                 "updated": "2014-12-11T02:17:58Z"}""".formatted(id(ACTION, "instance_uuid"))));
        var item = new World.SimulatedItem(Instant.parse("2024-01-30T11:51:31Z"), (ObjectNode) ITEM, null);
        var acted = new World.SimulatedServer(
                id(ACTION, "instance_uuid"), id(ACTION, "project_id"), List.of(action), List.of(row), List.of(), null);
        var captured = new World.SimulatedServer(
                id(ITEM, "resource_id"),
                id(ITEM.path("resource"), "project_id"),
                List.of(),
                List.of(),
                List.of(item),
                null);
        return new World(
                "samples",
                0,
                "eu-de",
                id(ITEM, "domain_id"),
                "OTC-EU-DE-00000000001000000001",
                List.of(
                        new World.Project(acted.projectId(), "eu-de"),
                        new World.Project(captured.projectId(), "eu-de_TSRU")),
                List.of(acted, captured),
                List.of());
    }

    private static String id(JsonNode node, String name) {
        return node.path(name).asString();
    }

    private static ObjectNode sample(String name) {
        try {
            return (ObjectNode) Json.tree(Files.readString(Path.of("src/test/resources/samples/" + name + ".json")));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
