package io.changetrail;

import static io.changetrail.simulation.Fault.ALWAYS;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;

/** Single records that are too large, too deep or otherwise unfit: all others of the same server are stored. */
class PoisonRecordTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final String DEEP = "[".repeat(10_000) + "]".repeat(10_000);

    private static World world;
    private static SimulatedCloud cloud;
    private static RunningService service;
    private static World.SimulatedServer victim;

    @BeforeAll
    static void start() {
        world = WorldGenerator.generate(
                WorldParameters.typical().servers(3).projects(1), 99, NOW.minus(Duration.ofDays(2)), NOW);
        victim = world.servers().stream()
                .filter(server -> captureTimes(server).size() >= 6)
                .findFirst()
                .orElseThrow();
        cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
        service = RunningService.start(cloud.environment());
        await().atMost(Duration.ofSeconds(60)).until(() -> count("select count(complete_until) from stream") == 2);
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @AfterEach
    void heal() {
        cloud.faults().clear();
        again("rms");
    }

    /** Inside of the item; what PostgreSQL or the parser cannot hold must not keep the others out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"odd\": 1e400, ",
                "\"odd\": 1E999999999, ",
                "\"odd\": \"\\u0000\", ",
                "\"odd\": \"\\ud800\", ",
                "\"resource_type\": \"a\\u0000b\", ",
                "\"odd\": 1, \"odd\": 2, ",
                "\"resource_type\": {\"not\": \"a word\"}, ",
                "\"capture_time\": \"2999-01-01T00:00:00Z\", "
            })
    void oddValuesKeepNothingOut(String odd) {
        var items = itemsOfVictim();
        poison(odd, 3);

        assertThat(itemsOfVictim()).isBetween(items - 1, items);
        assertThat(failing()).isZero();
    }

    @Test
    void anItemThatIsTooDeepIsPutAwayAndThoseAroundItAreStored() {
        var items = itemsOfVictim();
        poison("\"odd\": " + DEEP + ", ", 3);

        assertThat(itemsOfVictim()).as("read from both ends").isEqualTo(items - 1);
        assertThat(stubs()).isEqualTo(1);
        assertThat(failing()).isZero();
    }

    @Test
    void anItemLongerThanAnAnswerMayBeIsPutAwayAndThoseAroundItAreStored() {
        var items = itemsOfVictim();
        poison("\"odd\": \"" + "x".repeat(17_000_000) + "\", ", 2);

        assertThat(itemsOfVictim()).isEqualTo(items - 1);
        assertThat(service.database()
                        .sql("select body from quarantine where resource_id = ? and reason like '%too large%'")
                        .param(victim.id())
                        .query((row, number) -> row.getString(1))
                        .single())
                .containsPattern("\"sha256\":\"[0-9a-f]{64}\"")
                .containsPattern("\"bytes\":170\\d{5}");
        assertThat(failing()).isZero();
    }

    @Test
    void betweenTwoSuchItemsTheHistoryIsFailingAndSaysSo() {
        poison("\"odd\": " + DEEP + ", ", 2, 4);

        assertThat(count("select count(*) from server where rms_failing and server_id = '" + victim.id() + "'"))
                .isEqualTo(1);
        assertThat(stubs()).isEqualTo(2);
        assertThat(failing()).as("others are read").isEqualTo(1);
    }

    @Test
    void aDetailThatIsTooLargeLeavesItsActionToTheList() {
        var request = victim.actions().getFirst().requestId();
        cloud.faults()
                .add(new Fault(
                        "deep",
                        kind("os-instance-actions/{request_id}")
                                .and(resource(victim.id()))
                                .and(call -> call.path().endsWith(request)),
                        answer(text -> text.replaceFirst("\\{\"instanceAction\": \\{", "$0\"odd\": " + DEEP + ", ")),
                        ALWAYS));
        again("ecs");

        assertThat(stubs()).isEqualTo(1);
        assertThat(count("select count(*) from instance_action where server_id = '" + victim.id()
                        + "' and final and document -> 'events' is null"))
                .isEqualTo(1);
        assertThat(count("select count(*) from server where ecs_failing")).isZero();

        cloud.faults().clear();
        replay();
        await("its events are read")
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from instance_action where server_id = '" + victim.id()
                                + "' and not (final and document -> 'events' is not null)")
                        == 0);
    }

    /** As an operator asks for what is in quarantine. */
    private static void replay() {
        var id = service.database()
                .sql("select id from quarantine where source = 'ecs'")
                .query(UUID.class)
                .single();
        var answer = WebClient.create(service.address())
                .post()
                .uri("/api/v1/quarantine/{id}/replay", id)
                .retrieve()
                .toBodilessEntity()
                .block(Duration.ofSeconds(30));
        assertThat(Objects.requireNonNull(answer).getStatusCode().value()).isEqualTo(202);
    }

    /** Reads the victim's history anew, with the text put into these of its items, counted from the oldest. */
    private static void poison(String text, int... places) {
        var fault = new Fault(
                "poison",
                kind("history").and(resource(victim.id())),
                answer(body -> poisoned(body, text, places)),
                ALWAYS);
        cloud.faults().add(fault);
        again("rms");
        assertThat(cloud.faults().fired(fault)).isPositive();
    }

    private static String poisoned(String body, String text, int... places) {
        var kept = text.startsWith("\"capture_time") ? "" : "$1";
        var times = captureTimes(victim);
        var changed = body;
        for (int place : places) {
            changed = changed.replaceAll(
                    "(\"capture_time\":\"" + times.get(place) + "\",)", kept + Matcher.quoteReplacement(text));
        }
        return changed;
    }

    /** Of the items that RMS serves by now, oldest first. */
    private static List<String> captureTimes(World.SimulatedServer server) {
        return server.items().stream()
                .filter(item -> !item.visibleFrom().isAfter(NOW) && item.goneFrom() == null)
                .map(item -> item.document().path("capture_time").asString())
                .sorted()
                .toList();
    }

    private static Fault.Action answer(UnaryOperator<String> change) {
        return (call, usual, closing) -> {
            Reply reply = usual.get();
            return reply.withBody(change.apply(new String(reply.body(), StandardCharsets.UTF_8)));
        };
    }

    /** Forgets what is stored of one source, with the reads under way, reads it again, and waits for the end of the reading. */
    private static void again(String source) {
        var ofActions = source.equals("ecs");
        execute("""
                do $$ begin
                    update stream set epoch = epoch + 1, lease_until = null where source = '#';
                    delete from %s where %s = '%s';
                    delete from quarantine;
                    update server set #_read_at = null, #_failing = false, #_attempts = 0, #_due_at = now();
                end $$
                """.formatted(
                        ofActions ? "instance_action" : "history_item",
                        ofActions ? "server_id" : "resource_id",
                        victim.id())
                .replace("#", source));
        await().atMost(Duration.ofSeconds(90))
                .until(() -> count("select count(*) from server where #_read_at is null and not #_failing"
                                .replace("#", source))
                        == 0);
    }

    private static long itemsOfVictim() {
        return count("select count(*) from history_item where resource_id = '" + victim.id() + "'");
    }

    private static long stubs() {
        return count("select count(*) from quarantine where reason like '%too large%'");
    }

    private static long failing() {
        return count("select count(*) from server where rms_failing");
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
