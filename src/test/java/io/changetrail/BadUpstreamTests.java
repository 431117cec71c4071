package io.changetrail;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.gateway;
import static io.changetrail.simulation.Fault.kind;
import static io.changetrail.simulation.Fault.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.node.ObjectNode;

/** One server's answers go bad while the others stay good: the round goes on, and nothing claims to be complete. */
@ExtendWith(OutputCaptureExtension.class)
class BadUpstreamTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static World world;
    private static SimulatedCloud cloud;
    private static RunningService service;

    @BeforeAll
    static void start() {
        world = WorldGenerator.generate(
                WorldParameters.typical().servers(5).projects(1), 99, NOW.minus(Duration.ofDays(2)), NOW);
        cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
        service = RunningService.start(cloud.environment());
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @BeforeEach
    void forgetWhatWasRead() {
        execute("truncate server, instance_action, history_item, quarantine, dirty_resource");
        execute("update stream set cursor_at = null, complete_until = null, swept_until = null");
    }

    @AfterEach
    void heal() {
        cloud.faults().clear();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("401", Fault.reply(gateway(401, "APIG.0301", "Incorrect IAM authentication information"))),
                Arguments.of("403", Fault.reply(gateway(403, "APIG.0302", "The IAM user is not authorized"))),
                Arguments.of("404 of the gateway", Fault.reply(gateway(404, "APIG.0101", "The API does not exist"))),
                Arguments.of("429", Fault.throttled(0)),
                Arguments.of("500", Fault.reply(gateway(500, "APIG.9999", "System error"))),
                Arguments.of("503", Fault.reply(gateway(503, "APIG.0613", "IAM is down"))),
                Arguments.of("HTML with status 200", Fault.html()),
                Arguments.of("truncated JSON", Fault.truncated()),
                Arguments.of("a list of the wrong type", Fault.rewritten(BadUpstreamTests::withoutLists)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void theOthersAreReadAndTheStreamIsNotWhole(String name, Fault.Action answer, CapturedOutput output) {
        var victim = world.servers().getFirst().id();
        var actions = new Fault("actions " + name, kind("os-instance-actions").and(resource(victim)), answer, ALWAYS);
        var history = new Fault("history " + name, kind("history").and(resource(victim)), answer, ALWAYS);
        cloud.faults().add(actions);
        cloud.faults().add(history);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> serversWith("instance_action", "server_id") == 4
                        && serversWith("history_item", "resource_id") == 4);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cloud.faults().fired(actions) > 0
                        && cloud.faults().fired(history) > 0
                        && count("select count(*) from server where ecs_failing and rms_failing") == 1);
        assertThat(count("select count(*) from stream where complete_until is not null"))
                .isZero();
        assertThat(output.getAll().lines().filter(line -> line.contains("is not read whole")))
                .as("one line for each of the two streams, or two where the reason changed")
                .hasSizeBetween(1, 4);

        cloud.faults().clear();
        execute("update server set ecs_due_at = now() where ecs_failing");
        execute("update server set rms_due_at = now() where rms_failing");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> serversWith("instance_action", "server_id") == 5
                        && serversWith("history_item", "resource_id") == 5
                        && count("select count(*) from stream where complete_until is not null") == 2);
    }

    private static ObjectNode withoutLists(ObjectNode document) {
        var changed = document.deepCopy();
        document.propertyNames().forEach(name -> changed.put(name, "none"));
        return changed;
    }

    private static long serversWith(String table, String column) {
        return count("select count(distinct " + column + ") from " + table);
    }

    private static long count(String sql) {
        return service.database()
                .sql(sql)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private static void execute(String sql) {
        service.database().sql(sql).update();
    }
}
