package io.changetrail;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.kind;
import static io.changetrail.simulation.Fault.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.RunningService;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A row that PostgreSQL refuses goes to quarantine alone: all others of its page and of its server are stored. */
class RefusedRowTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static SimulatedCloud cloud;
    private static RunningService service;
    private static String victim;

    @BeforeAll
    static void start() {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(2).projects(1), 99, NOW.minus(Duration.ofDays(2)), NOW);
        cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
        var first = world.servers().getFirst().id();
        named("servers/detail", "servers", id -> id.equals(first) ? "web password=canary" : null);
        named("resources", "resources", id -> "AKIAIOSFODNN7EXAMPLE");
        named("all-resources", "resources", id -> "AKIAIOSFODNN7EXAMPLE");
        service = RunningService.start(cloud.environment());
        await().atMost(Duration.ofSeconds(60)).until(() -> number("select count(complete_until) from stream") == 2);
        victim = text("""
                select resource_id from history_item group by resource_id
                having count(*) > 2 and (select count(*) from instance_action where server_id = resource_id) > 2 limit 1
                """);
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @Test
    void aHistoryItemThatViolatesAConstraint() {
        var items = itemsOfVictim();
        var refused = text("select id from history_item where resource_id = '%s' order by capture_time limit 1");
        execute("delete from history_item where resource_id = '%s'");
        execute("alter table history_item add constraint not_this check (id <> '" + refused + "') not valid");

        readAgain("rms");

        assertThat(itemsOfVictim()).isEqualTo(items - 1);
        assertThat(
                        number(
                                "select count(*) from quarantine where resource_id = '%s' and reason like 'a history item with%%'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from server where rms_failing")).isZero();
    }

    @Test
    void anActionThatIsTooLongForAnIndex() {
        var actions = actionsOfVictim();
        var request = text("select request_id from instance_action where server_id = '%s' order by rank limit 1");
        execute("delete from instance_action where server_id = '%s'");
        var fault = new Fault(
                "long",
                kind("os-instance-actions").and(resource(victim)),
                (call, usual, closing) ->
                        usual.get().withBody(lengthened(usual.get().body(), request)),
                ALWAYS);
        cloud.faults().add(fault);

        readAgain("ecs");

        assertThat(cloud.faults().fired(fault)).isPositive();
        assertThat(actionsOfVictim()).isEqualTo(actions - 1);
        assertThat(
                        number(
                                "select count(*) from quarantine where resource_id = '%s' and reason like 'an instance action with%%'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from server where ecs_failing")).isZero();
    }

    @Test
    void aServersNameThatHoldsASecretIsNotKeptWhicheverListShowsIt() {
        assertThat(service.database()
                        .sql("select name from server order by 1")
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly("[redacted]", "[redacted]");
    }

    /** What a list calls the server of an id; Nova's name stands first, where it has one. */
    private static void named(String kind, String rows, Function<String, @Nullable String> name) {
        cloud.faults()
                .add(new Fault(
                        "named in " + kind,
                        kind(kind),
                        Fault.rewritten(page -> {
                            page.path(rows)
                                    .forEach(row -> ((ObjectNode) row)
                                            .put(
                                                    "name",
                                                    name.apply(row.path("id").asString(""))));
                            return page;
                        }),
                        ALWAYS));
    }

    /** By letters that cannot be compressed to what fits. */
    private static String lengthened(byte[] body, String request) {
        var letters = new Random(4711)
                .ints(9000, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return new String(body, StandardCharsets.UTF_8).replace(request, request + letters);
    }

    private static void readAgain(String source) {
        execute("update server set #_read_at = null, #_failing = false, #_due_at = now()".replace("#", source));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> number("select count(*) from server where #_read_at is null".replace("#", source)) == 0);
    }

    private static long itemsOfVictim() {
        return number("select count(*) from history_item where resource_id = '%s'");
    }

    private static long actionsOfVictim() {
        return number("select count(*) from instance_action where server_id = '%s'");
    }

    private static long number(String sql) {
        return Long.parseLong(text(sql));
    }

    private static String text(String sql) {
        return service.database()
                .sql(sql.formatted(victim))
                .query((row, number) -> row.getString(1))
                .single();
    }

    private static void execute(String sql) {
        service.database().sql(sql.formatted(victim)).update();
    }
}
