package io.changetrail;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.gateway;
import static io.changetrail.simulation.Fault.kind;
import static io.changetrail.simulation.Fault.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.QuietWorld;
import io.changetrail.simulation.QuietWorld.Wave;
import io.changetrail.simulation.Reply;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the clouds take back, show late or answer in another way than usual: nothing is lost, and it is asked for again. */
class ReadAgainTests {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final List<Wave> REBOOTS =
            List.of(new Wave(NOW.minusSeconds(2400), 0, 6), new Wave(NOW.minusSeconds(1200), 0, 6));

    private static final World WORLD = QuietWorld.of(NOW, 1, 6, REBOOTS);
    private static final String UNSHOWN = WORLD.servers().get(0).id();
    private static final String DELETED = WORLD.servers().get(1).id();
    private static final String SHORTENED = WORLD.servers().get(2).id();
    private static final String UNANSWERED = WORLD.servers().get(4).id();
    private static final String UNUSABLE = WORLD.servers().get(5).id();
    private static final String PURGED = WORLD.servers().get(3).id();

    private static SimulatedCloud cloud;
    private static RunningService service;

    @BeforeAll
    static void start() {
        cloud = SimulatedCloud.start(0, WORLD, Clock.fixed(NOW, ZoneOffset.UTC));
        service = RunningService.start(cloud.environment());
        until("select count(*) = 6 from server where rms_read_at is not null and ecs_read_at is not null");
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @AfterEach
    void heal() {
        cloud.faults().clear();
    }

    @Test
    void anActionWhoseDetailTheGatewayDoesNotKnowIsNotFinal() {
        cloud.faults()
                .add(new Fault(
                        "no such call",
                        kind("os-instance-actions/{request_id}").and(resource(UNSHOWN)),
                        Fault.reply(gateway(404, "APIG.0101", "The API does not exist")),
                        ALWAYS));
        execute("delete from instance_action where server_id = '" + UNSHOWN + "'");
        execute("update server set ecs_due_at = now() where server_id = '" + UNSHOWN + "'");
        until("select count(*) = 2 and not bool_or(final) from instance_action where rank > 0 and server_id = '"
                + UNSHOWN + "'");
        until("select ecs_failing from server where server_id = '" + UNSHOWN + "'");

        cloud.faults().clear();
        execute("update server set ecs_due_at = now() where server_id = '" + UNSHOWN + "'");
        until("select bool_and(final and document -> 'events' is not null) from instance_action"
                + " where rank > 0 and server_id = '" + UNSHOWN + "'");
    }

    @Test
    void aDetailThatCannotBeUsedIsKeptAndFailsNothingWhileItsActionIsYoung() {
        cloud.faults()
                .add(new Fault(
                        "unusable",
                        kind("os-instance-actions/{request_id}").and(resource(UNUSABLE)),
                        Fault.rewritten(document -> {
                            ((ObjectNode) document.path("instanceAction")).put("start_time", 12);
                            return document;
                        }),
                        ALWAYS));
        execute("delete from instance_action where server_id = '" + UNUSABLE + "'");
        execute("update server set ecs_due_at = now() where server_id = '" + UNUSABLE + "'");
        until("select count(*) = 3 from quarantine where resource_id = '" + UNUSABLE + "'");
        until("select count(*) filter (where final) = 1 and count(*) = 3 from instance_action where server_id = '"
                + UNUSABLE + "'");
        until(
                "select not ecs_failing and ecs_due_at between now() + interval '1 minute' and now() + interval '9 minutes'"
                        + " from server where server_id = '" + UNUSABLE + "'");

        cloud.faults().clear();
        execute("update server set ecs_due_at = now() where server_id = '" + UNUSABLE + "'");
        until("select count(*) = 2 from instance_action where rank > 0 and final and document -> 'events' is not null"
                + " and server_id = '" + UNUSABLE + "'");
    }

    @Test
    void theEventsOfAnOldActionAreWaitedForHoweverOftenTheCallFails() {
        cloud.faults()
                .add(new Fault(
                        "broken",
                        kind("os-instance-actions/{request_id}").and(resource(UNANSWERED)),
                        Fault.reply(gateway(500, "APIG.0201", "Backend unavailable")),
                        ALWAYS));
        execute("delete from instance_action where server_id = '" + UNANSWERED + "'");
        execute("update server set ecs_due_at = now() where server_id = '" + UNANSWERED + "'");
        until("select ecs_failing and ecs_attempts >= 2 from server where server_id = '" + UNANSWERED + "'");
        assertThat(holds("select count(*) = 3 and not bool_or(final) from instance_action where server_id = '"
                        + UNANSWERED + "'"))
                .isTrue();

        cloud.faults().clear();
        execute("update server set ecs_due_at = now() where server_id = '" + UNANSWERED + "'");
        until("select bool_and(final and document -> 'events' is not null) from instance_action where server_id = '"
                + UNANSWERED + "'");
        until("select not ecs_failing from server where server_id = '" + UNANSWERED + "'");
    }

    @Test
    void aDeletedServerIsReadAgainAtSetTimesUntilAListShowsItAlive() {
        var deleted = NOW.minusSeconds(30).toString();
        rewritten(
                "servers/detail",
                "servers",
                rows -> rows.forEach(row -> {
                    if (row.path("id").asString().equals(DELETED)) {
                        ((ObjectNode) row).put("status", "DELETED").put("updated", deleted);
                    }
                }));
        var server = " from server where server_id = '" + DELETED + "'";
        until("select deleted_at is not null and ecs_due_at = deletion_seen_at + interval '5 minutes'" + server);

        execute("update server set deletion_seen_at = now() - interval '6 minutes', ecs_due_at = now()"
                + " where server_id = '" + DELETED + "'");
        until("select ecs_due_at = deletion_seen_at + interval '1 hour'" + server);
        execute("update server set deletion_seen_at = now() - interval '25 hours', ecs_due_at = now()"
                + " where server_id = '" + DELETED + "'");
        until("select ecs_due_at is null" + server);

        var read = cloud.served("os-instance-actions");
        cloud.faults().clear();
        until("select deleted_at is null and deletion_seen_at is null and state = 'ACTIVE' and ecs_due_at is null"
                + server);
        assertThat(cloud.served("os-instance-actions"))
                .as("read because it lives")
                .isGreaterThan(read);
    }

    @Test
    void aServerThatIsForgottenBeforeItsEndWasReadLeavesAGap() {
        var unknown =
                Reply.of(404, "application/json", "{\"itemNotFound\": {\"code\": 404, \"message\": \"not found\"}}");
        cloud.faults()
                .add(new Fault("purged", Fault.service("ecs").and(resource(PURGED)), Fault.reply(unknown), ALWAYS));
        execute("update server set ecs_due_at = now() where server_id = '" + PURGED + "'");

        until(
                "select count(*) = 1 from gap join server on ecs_read_at = since and reason = 'retention' and source = 'ecs'"
                        + " where server_id = '" + PURGED + "'");
    }

    @Test
    void recordsThatAreServedNoMoreAreKeptAndMarkedUntilTheyAreServedAgain() {
        rewritten("os-instance-actions", "instanceActions", rows -> rows.remove(1));
        rewritten("history", "items", rows -> rows.remove(1));
        readDeeply(SHORTENED);
        until("select count(*) = 1 from instance_action where gone_since is not null");
        until("select count(*) = 1 from history_item where gone_since is not null");
        assertThat(holds("select count(*) = 3 from instance_action where server_id = '" + SHORTENED + "'"))
                .isTrue();
        assertThat(holds("select count(*) = 3 from history_item where resource_id = '" + SHORTENED + "'"))
                .isTrue();

        cloud.faults().clear();
        readDeeply(SHORTENED);
        until("select count(*) = 0 from instance_action where gone_since is not null");
        until("select count(*) = 0 from history_item where gone_since is not null");
    }

    @Test
    void withoutTheListOfATypeTheListOfAllResourcesIsRead() {
        execute("update server set rms_checksum = 'another'");
        cloud.faults()
                .add(new Fault(
                        "no list by type",
                        kind("resources"),
                        Fault.reply(gateway(404, "APIG.0101", "The API does not exist")),
                        ALWAYS));

        until("select count(*) = 0 from server where rms_checksum = 'another'");
        assertThat(cloud.served("all-resources")).isPositive();
    }

    /** Has the server's answers, or the whole list's, changed before they are sent. */
    private static void rewritten(String kind, String list, Consumer<ArrayNode> change) {
        var when = kind.equals("servers/detail") ? kind(kind) : kind(kind).and(resource(SHORTENED));
        cloud.faults()
                .add(new Fault(
                        kind,
                        when,
                        Fault.rewritten(document -> {
                            var changed = document.deepCopy();
                            change.accept((ArrayNode) changed.path(list));
                            return changed;
                        }),
                        ALWAYS));
    }

    private static void readDeeply(String server) {
        execute("update server set ecs_due_at = now(), ecs_swept_at = null, rms_due_at = now(), rms_swept_at = null"
                + " where server_id = '" + server + "'");
    }

    private static void until(String condition) {
        await(condition).atMost(Duration.ofSeconds(60)).until(() -> holds(condition));
    }

    private static boolean holds(String condition) {
        return service.database()
                .sql(condition)
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    private static void execute(String sql) {
        service.database().sql(sql).update();
    }
}
