package io.changetrail;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.gateway;
import static io.changetrail.simulation.Fault.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Call;
import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the cloud does to a source that was read whole shows in its coverage, and heals as far as it can. */
class CoverageTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Fault.Action FORBIDDEN =
            Fault.reply(gateway(403, "APIG.0302", "The IAM user is not authorized"));

    private static SimulatedCloud cloud;
    private static RunningService service;
    private static CoverageClient coverage;
    private static String mine;
    private static String other;

    @BeforeAll
    static void start() {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(4).projects(2), 12, NOW.minus(Duration.ofDays(2)), NOW);
        mine = world.projects().getFirst().id();
        other = world.projects().getLast().id();
        cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
        cloud.settings().retentionDays(30);
        service = RunningService.start(cloud.environment());
        coverage = new CoverageClient(new ApiClient(service.address()));
    }

    @BeforeEach
    void everythingIsWatched() {
        eventually()
                .until(() -> execute("delete from gap where reason <> 'retention'") >= 0
                        && coverage.rows("now-1h").size() == 4
                        && coverage.rows("now-1h").stream()
                                .allMatch(row -> CoverageClient.reasons(row).isEmpty()));
    }

    @AfterEach
    void theCloudIsWellAgain() {
        cloud.faults().clear();
        cloud.settings().recorder(true);
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @Test
    void aSourceInWhichNothingHappensIsWatchedAllTheSame() {
        var before = coverage.row("ecs", mine, "now-1h").path("complete_until").asString();

        eventually()
                .until(() -> coverage.rows("now-1h").stream()
                        .allMatch(row -> row.path("complete_until").asString().compareTo(before) > 0
                                && row.path("state").asString().equals("partial")
                                && CoverageClient.reasons(row).isEmpty()));
    }

    @Test
    void aRefusedProjectIsAGapOfThatProjectAloneAndLeavesNothingIfShort() {
        var feed = coverage.feedNow();
        refuse(kind("servers/detail"), mine);

        eventually().until(() -> open("ecs", mine).equals(List.of("forbidden")));
        assertThat(open("ecs", other)).isEmpty();
        assertThat(open("rms", mine)).isEmpty();
        var row = coverage.row("ecs", mine, "now-1h");
        assertThat(CoverageClient.gap(row, "forbidden").path("since")).isEqualTo(row.path("complete_until"));

        cloud.faults().clear();
        eventually()
                .until(() -> CoverageClient.reasons(coverage.row("ecs", mine, "now-1h"))
                        .isEmpty());
        eventually().until(() -> reasonsTold(feed, "ecs/" + mine).equals(List.of("forbidden", "")));
        assertThat(coverage.changes(feed, "ecs/" + other)).isEmpty();
        assertThat(coverage.changes(feed, "rms/" + mine)).isEmpty();
    }

    @Test
    void aProjectThatNobodyWatchesIsBlindInBothSources() {
        assertThat(coverage.api()
                        .get("/api/v1/coverage?project_id=nobody&since=now-2d&until=now-1d")
                        .path("data"))
                .hasSize(2)
                .allSatisfy(row -> {
                    assertThat(row.path("state").asString()).isEqualTo("blind");
                    assertThat(CoverageClient.reasons(row)).containsExactly("outage");
                });
    }

    @Test
    void aRefusedReadIsAGapAsWell() {
        refuse(kind("os-instance-actions"), mine);
        execute("update server set ecs_due_at = now() where project_id = '" + mine + "'");

        eventually().until(() -> open("ecs", mine).equals(List.of("forbidden")));
        assertThat(open("ecs", other)).isEmpty();
        cloud.faults().clear();
        execute("update server set ecs_due_at = now() where ecs_failing");
        eventually().until(() -> open("ecs", mine).isEmpty());
    }

    @Test
    void aLongOutageIsKept() {
        var feed = coverage.feedNow();
        cloud.faults().add(new Fault("RMS", kind("resources"), Fault.html(), ALWAYS));
        eventually().until(() -> open("rms", mine).equals(List.of("outage")));
        execute("update stream set complete_until = now() - interval '30 hours' where source = 'rms'");

        cloud.faults().clear();
        eventually().until(() -> open("rms", mine).isEmpty());
        assertThat(CoverageClient.reasons(coverage.row("rms", mine, "now-2d"))).containsExactly("outage");
        assertThat(CoverageClient.reasons(coverage.row("rms", other, "now-2d"))).containsExactly("outage");
        var watchedAgain = coverage.row("rms", mine, "now-1h");
        assertThat(watchedAgain.path("state").asString()).isEqualTo("partial");
        assertThat(CoverageClient.gap(watchedAgain, "outage").path("open").asBoolean())
                .isFalse();
        eventually()
                .until(() -> coverage.changes(feed, "rms/" + other).stream()
                        .anyMatch(event ->
                                event.at("/data/closed/0/reason").asString("").equals("outage")));
    }

    @Test
    void silenceForLongIsAnOutageUntilAWalkIsWhole() {
        var feed = coverage.feedNow();

        eventually().until(() -> {
            execute("update stream set whole_at = now() - interval '1 hour', lease_until = null where source = 'ecs'");
            return reasonsTold(feed, "ecs/" + mine).contains("outage");
        });
        eventually().until(() -> open("ecs", mine).isEmpty());
        eventually().until(() -> reasonsTold(feed, "ecs/" + mine).getLast().isEmpty());
    }

    @Test
    void aRecorderThatWasOffLeavesAGapEvenIfShort() {
        var feed = coverage.feedNow();
        cloud.settings().recorder(false);
        execute("update server set rms_due_at = now()");
        eventually().until(() -> open("rms", mine).equals(List.of("recorder_off")));
        assertThat(open("ecs", mine)).isEmpty();

        cloud.settings().recorder(true);
        execute("update server set rms_due_at = now() where rms_failing");
        eventually().until(() -> open("rms", mine).isEmpty());
        assertThat(CoverageClient.reasons(coverage.row("rms", mine, "now-1h"))).containsExactly("recorder_off");
        eventually().until(() -> reasonsTold(feed, "rms/" + mine).getLast().isEmpty());
        assertThat(reasonsTold(feed, "rms/" + mine)).startsWith("recorder_off");
    }

    @Test
    void whatRmsHadDroppedBeforeTheFirstWholeWalkIsAGap() {
        var row = coverage.row("rms", mine, "now-60d");

        assertThat(row.path("gaps").path(0).path("reason").asString()).isEqualTo("retention");
        assertThat(Instant.parse(row.path("gaps").path(0).path("until").asString()))
                .isBetween(
                        Instant.parse(row.path("complete_until").asString())
                                .minus(Duration.ofDays(30).plusMinutes(10)),
                        Instant.parse(row.path("complete_until").asString()).minus(Duration.ofDays(30)));
        assertThat(CoverageClient.reasons(coverage.row("ecs", mine, "now-60d"))).isEmpty();
    }

    @Test
    void openGapsAreCountedByTheirReason() {
        refuse(kind("servers/detail"), mine);

        eventually()
                .until(() -> service.bean(MeterRegistry.class)
                                .get("changetrail.sync.gaps")
                                .tags("source", "ecs", "reason", "forbidden")
                                .gauge()
                                .value()
                        == 1);
    }

    private static void refuse(Predicate<Call> calls, String project) {
        cloud.faults()
                .add(new Fault("no permission", calls.and(call -> call.path().contains(project)), FORBIDDEN, ALWAYS));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(2));
    }

    /** Per event the reason of the first open gap; empty where there is none any more. */
    private static List<String> reasonsTold(String position, String subject) {
        return coverage.changes(position, subject).stream()
                .map(event -> event.at("/data/gaps/0/reason").asString(""))
                .toList();
    }

    /** Reasons of the gaps that are open now, except for the sweep. */
    private static List<String> open(String source, String project) {
        return coverage.row(source, project, "now-1h")
                .path("gaps")
                .valueStream()
                .filter(gap -> gap.path("open").asBoolean())
                .map(gap -> gap.path("reason").asString())
                .filter(reason -> !reason.equals("not_swept"))
                .toList();
    }

    private static int execute(String sql) {
        return service.database().sql(sql).update();
    }
}
