package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.World;
import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults that need a world of their own. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class OwnWorldTests {

    private static final long SEED = Long.getLong("faults.seed", 4711);

    /** While RMS is away for ten minutes, it drops what was captured in the second to fourth of them. */
    @Test
    void whatWasDroppedDuringAnOutageIsInAGap() throws Exception {
        var began = now();
        var world = forgetting(LivingWorld.generate(SEED, began, Duration.ofMinutes(12), 4, false), began);
        try (var arena = new Arena(world, ArenaSettings.USUAL)) {
            arena.settle();
            arena.rms.refuse();
            arena.lasts(Duration.ofSeconds(2));
            arena.cloudClock.jump(Duration.ofMinutes(10));
            arena.serviceClock.jump(Duration.ofMinutes(10));
            arena.lasts(Duration.ofSeconds(2));
            arena.rms.heal();
            arena.walked(arena.serviceClock.instant());
            var found = arena.judge(arena.cloudClock.instant().minusSeconds(30));
            FaultsReport.add(
                    "F28 RMS drops items during an outage",
                    found.excusable().size(),
                    found,
                    Duration.between(began, now()));

            assertThat(found.verdict()).as("seed %d: %s", SEED, found).isEqualTo(Verdict.VALID);
            assertThat(found.excusable()).as("what nobody could read").isNotEmpty();
            assertThat(Gaps.declared(arena.api)).anyMatch(gap -> gap.source().equals("rms"));
        }
    }

    @Test
    void aBurstOfManyServersIsReadInTheEnd() throws Exception {
        var began = now();
        var world = LivingWorld.generate(SEED, began, Duration.ofSeconds(60), 60, true);
        try (var arena = new Arena(world, ArenaSettings.USUAL)) {
            arena.observe();
            arena.lasts(Duration.ofSeconds(45));
            var found = arena.settle();
            FaultsReport.add(
                    "F44 a burst of sixty servers",
                    arena.cloud.served("os-instance-actions"),
                    found,
                    Duration.between(began, now()));

            assertThat(found.verdict()).as("seed %d: %s", SEED, found).isEqualTo(Verdict.VALID);
        }
    }

    /** What a newer version's migration adds comes while older replicas run, and another is started after it. */
    @Test
    void replicasGoOnBesideANewerSchema() throws Exception {
        var began = now();
        var world = LivingWorld.generate(SEED, began, Duration.ofMinutes(5), 6, true);
        try (var arena = new Arena(world, ArenaSettings.USUAL);
                var other = arena.replica(ArenaSettings.USUAL)) {
            arena.settle();
            var added = migrated(arena);
            arena.walked(now());
            try (var late = arena.replica(ArenaSettings.USUAL)) {
                var found = arena.settle();
                FaultsReport.add("F39b replicas beside a newer schema", added, found, Duration.between(began, now()));

                assertThat(found.verdict()).as("seed %d: %s", SEED, found).isEqualTo(Verdict.VALID);
                assertThat(late.address()).isNotEqualTo(other.address());
            }
        }
    }

    /** @return how many columns there are that the running version does not know */
    private static int migrated(Arena arena) {
        var tables =
                List.of("stream", "server", "instance_action", "instance_action_version", "history_item", "quarantine");
        for (var table : tables) {
            arena.change("alter table " + table + " add column tomorrow text not null default 'soon'");
        }
        arena.change("""
                insert into flyway_schema_history
                       (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                select max(installed_rank) + 1, '9999', 'tomorrow', 'SQL', 'V9999__tomorrow.sql', 1, 'tomorrow', 1, true
                  from flyway_schema_history""");
        return arena.count("select count(*) from information_schema.columns where column_name = 'tomorrow'");
    }

    private static World forgetting(World world, Instant began) {
        var servers = world.servers().stream()
                .map(server -> forgetting(server, began))
                .toList();
        return new World(
                world.name(),
                world.seed(),
                world.regionId(),
                world.domainId(),
                world.domainName(),
                world.projects(),
                servers,
                world.truth());
    }

    private static SimulatedServer forgetting(SimulatedServer server, Instant began) {
        var items = server.items().stream()
                .map(item -> isForgotten(item, began)
                        ? new SimulatedItem(item.visibleFrom(), item.document(), began.plusSeconds(500))
                        : item)
                .toList();
        return new SimulatedServer(
                server.id(), server.projectId(), server.actions(), server.rows(), items, server.purgedAt());
    }

    private static boolean isForgotten(SimulatedItem item, Instant began) {
        var captured = Instant.parse(item.document().path("capture_time").asString());
        return item.goneFrom() == null
                && captured.isAfter(began.plusSeconds(90))
                && captured.isBefore(began.plusSeconds(240));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
