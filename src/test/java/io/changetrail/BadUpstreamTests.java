package io.changetrail;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.gateway;
import static io.changetrail.simulation.Fault.huawei;
import static io.changetrail.simulation.Fault.kind;
import static io.changetrail.simulation.Fault.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.Reply;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    private static final int SERVERS = 6;

    private static World world;
    private static SimulatedCloud cloud;
    private static RunningService service;

    @BeforeAll
    static void start() {
        world = WorldGenerator.generate(
                WorldParameters.typical().servers(SERVERS).projects(1), 99, NOW.minus(Duration.ofDays(2)), NOW);
        cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
        service = RunningService.start(cloud.environment());
        awaitWholeWalksAfter(OffsetDateTime.MIN);
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @AfterEach
    void theStreamsAreWholeAgainOnceAllAnswersAreGood() {
        cloud.faults().clear();
        execute("update server set ecs_due_at = now() where ecs_failing");
        execute("update server set rms_due_at = now() where rms_failing");
        awaitWholeWalksAfter(now());
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("401", Fault.reply(gateway(401, "APIG.0301", "Incorrect IAM authentication information"))),
                Arguments.of("403", Fault.reply(gateway(403, "APIG.0302", "The IAM user is not authorized"))),
                Arguments.of("404 of the gateway", Fault.reply(gateway(404, "APIG.0101", "The API does not exist"))),
                Arguments.of("404 of a proxy", Fault.reply(Reply.of(404, "text/html", "<h1>404 Not Found</h1>"))),
                Arguments.of("429", Fault.throttled(0)),
                Arguments.of("500", Fault.reply(gateway(500, "APIG.9999", "System error"))),
                Arguments.of("503", Fault.reply(gateway(503, "APIG.0613", "IAM is down"))),
                Arguments.of("500 of the service", Fault.reply(huawei(500, "Ecs.0000", "System error"))),
                Arguments.of(
                        "throttling behind a 202", Fault.reply(huawei(202, "Common.0024", "exceeds flow over limit"))),
                Arguments.of("HTML with status 200", Fault.html()),
                Arguments.of("truncated JSON", Fault.truncated()),
                Arguments.of("a list of the wrong type", Fault.rewritten(BadUpstreamTests::withoutLists)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void theOthersAreReadAndTheStreamIsNotWhole(String name, Fault.Action answer, CapturedOutput output) {
        var victim =
                world.servers().get(Math.floorMod(name.hashCode(), SERVERS)).id();
        var actions = new Fault("actions " + name, kind("os-instance-actions").and(resource(victim)), answer, ALWAYS);
        var history = new Fault("history " + name, kind("history").and(resource(victim)), answer, ALWAYS);
        cloud.faults().add(actions);
        cloud.faults().add(history);
        execute("update server set ecs_due_at = now(), rms_due_at = now()");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from server where ecs_failing and rms_failing") == 1
                        && count("select count(*) from server where ecs_due_at < now() or rms_due_at < now()") == 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> troubles(output) == 2);
        assertThat(cloud.faults().fired(actions)).isPositive();
        assertThat(cloud.faults().fired(history)).isPositive();
        var before = completeUntil();
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertThat(completeUntil()).as("nothing claims to be complete").isEqualTo(before);
        assertThat(troubles(output)).as("one line a stream, not one a round").isEqualTo(2);
        assertThat(count("select count(*) from server where server_id <> '%s' and (ecs_failing or rms_failing)"
                        .formatted(victim)))
                .as("the others are read")
                .isZero();
    }

    @Test
    void listsThatCannotBeReadKeepNobodyWaiting() {
        var fault = Fault.reply(gateway(403, "APIG.0302", "The IAM user is not authorized"));
        var nova = cloud.faults().add(new Fault("Nova's list", kind("servers/detail"), fault, ALWAYS));
        var rms = cloud.faults().add(new Fault("RMS's list", kind("resources"), fault, ALWAYS));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cloud.faults().fired(nova) > 0 && cloud.faults().fired(rms) > 0);
        var before = completeUntil();
        execute("update server set ecs_due_at = now(), rms_due_at = now()");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from server where ecs_due_at < now() or rms_due_at < now()") == 0);

        assertThat(count("select count(*) from server where ecs_failing or rms_failing"))
                .isZero();
        assertThat(completeUntil()).as("nothing claims to be complete").isEqualTo(before);
    }

    @Test
    void afterAnOutageNobodyWaitsOutThePauseOfASingleServer() {
        var fault = Fault.reply(gateway(503, "APIG.0613", "down for maintenance"));
        Stream.of("servers/detail", "resources", "os-instance-actions", "history")
                .forEach(kind -> cloud.faults().add(new Fault(kind, kind(kind), fault, ALWAYS)));
        execute("update server set ecs_due_at = now(), rms_due_at = now()");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> count("select count(*) from server where ecs_failing and rms_failing") == SERVERS);
        execute(
                "update server set ecs_due_at = now() + interval '9 minutes', rms_due_at = now() + interval '9 minutes'");

        cloud.faults().clear();

        awaitWholeWalksAfter(now());
    }

    @Test
    void aServerThatFailsForEverDoesNotMakeTheOthersBeReadAgainAndAgain() {
        var victim = world.servers().getFirst().id();
        var fault = Fault.reply(gateway(403, "APIG.0302", "The IAM user is not authorized"));
        cloud.faults().add(new Fault("actions", kind("os-instance-actions").and(resource(victim)), fault, ALWAYS));
        cloud.faults().add(new Fault("history", kind("history").and(resource(victim)), fault, ALWAYS));
        var histories = cloud.served("history");
        var lists = cloud.served("resources");

        var swept = instant("select min(swept_until) from stream");
        execute("""
                update server set ecs_due_at = now(), ecs_swept_at = null, rms_due_at = now(), rms_swept_at = null
                """);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from server where ecs_failing and rms_failing") == 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> cloud.served("resources") > lists + 8);

        assertThat(cloud.served("history") - histories)
                .as("pages for one read of each server, not for one a round")
                .isLessThan(4 * SERVERS);
        assertThat(instant("select min(swept_until) from stream"))
                .as("the sweep is not over")
                .isEqualTo(swept);
    }

    private static long troubles(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("is not read whole"))
                .count();
    }

    private static void awaitWholeWalksAfter(OffsetDateTime time) {
        await().atMost(Duration.ofSeconds(60)).until(() -> completeUntil().isAfter(time));
    }

    private static OffsetDateTime now() {
        return instant("select now()");
    }

    private static OffsetDateTime instant(String sql) {
        return service.database()
                .sql(sql)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                .single();
    }

    /** The older of the two streams' watermarks. */
    private static OffsetDateTime completeUntil() {
        return service.database()
                .sql("select min(complete_until) from stream having count(complete_until) = 2")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                .optional()
                .orElse(OffsetDateTime.MIN);
    }

    private static ObjectNode withoutLists(ObjectNode document) {
        var changed = document.deepCopy();
        document.propertyNames().forEach(name -> changed.put(name, "none"));
        return changed;
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
