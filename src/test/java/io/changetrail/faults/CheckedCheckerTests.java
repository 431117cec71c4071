package io.changetrail.faults;

import static io.changetrail.faults.WireFault.Decision.CUT_BEFORE;
import static io.changetrail.simulation.Fault.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service is broken on purpose, and the checker has to see it; unbroken, the very same run has to pass. */
@Tag("faults")
class CheckedCheckerTests {

    private static final long SEED = Long.getLong("faults.seed", 815);

    @ParameterizedTest(name = "overlap {0}")
    @ValueSource(strings = {"60s", "0s"})
    void withoutOverlapLateItemsAreLost(String overlap) throws Exception {
        var world = LivingWorld.generate(SEED, now(), Duration.ofMinutes(5), 8, false);
        try (var arena = new Arena(world, ArenaSettings.withoutSweep(overlap))) {
            arena.lasts(Duration.ofSeconds(75));
            arena.walked(now());
            var found = arena.judge(
                    now().minusSeconds(45), offer -> offer.version().source().equals("rms"));

            assertThat(found.served()).isPositive();
            expect(found, overlap.equals("0s"));
        }
    }

    @ParameterizedTest(name = "cursor first: {0}")
    @ValueSource(booleans = {false, true})
    void withTheCursorCommittedBeforeTheRowsABrokenCommitLosesThem(boolean broken) throws Exception {
        var world = LivingWorld.generate(SEED, now(), Duration.ZERO, 8, false);
        var mutation = broken ? Mutation.cursorFirst() : Mutation.none();
        var cut = WireFault.commit(CUT_BEFORE, "select checksum, status from history_item", 2);
        var settings = ArenaSettings.withoutSweep("60s").with(mutation);
        try (var arena = new Arena(world, settings, before -> before.wire.set(cut))) {
            arena.awaitFired(cut, 2);
            arena.walked(now());
            var found = arena.judge(now());

            assertThat(mutation.fired() > 0).isEqualTo(broken);
            expect(found, broken);
        }
    }

    @ParameterizedTest(name = "without epochs: {0}")
    @ValueSource(booleans = {false, true})
    void withoutEpochsAReplicaThatWasPausedWritesOverWhatTheOtherRead(boolean broken) throws Exception {
        var corrected = now().plus(Duration.ofHours(1));
        World world = CorrectedWorld.at(corrected);
        var mutation = broken ? Mutation.withoutEpoch() : Mutation.none();
        var settings = ArenaSettings.withoutSweep("60s").withoutEcs().with(mutation);
        var pause = WireFault.hold("update stream set lease_until = now()", Integer.MAX_VALUE);
        try (var arena = new Arena(world, settings, paused -> holdAtHistory(paused, pause))) {
            arena.awaitFired(pause, 1);
            arena.cloudClock.jump(Duration.ofHours(2));
            try (var other = arena.replica(settings.with(Mutation.none()))) {
                await("another replica has read the history")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> readInSpiteOfTheLease(arena));
                pause.release();
                arena.lasts(Duration.ofSeconds(3));
                arena.walked(now());

                assertThat(other.address()).isNotEqualTo(arena.service.address());
                expect(arena.judge(arena.cloudClock.instant()), broken);
            }
        }
    }

    private static boolean readInSpiteOfTheLease(Arena arena) {
        arena.change("update stream set lease_until = null where epoch = 1");
        return arena.count("select count(*) from history_item") == 2;
    }

    private static void holdAtHistory(Arena arena, WireFault pause) {
        arena.add(
                "pause",
                kind("history"),
                (call, usual, closing) -> {
                    arena.wire.set(pause);
                    return usual.get();
                },
                1);
    }

    private static void expect(Findings found, boolean broken) {
        System.out.println((broken ? "broken: " : "unbroken: ") + found);
        assertThat(found.verdict()).as(found.toString()).isEqualTo(broken ? Verdict.INVALID : Verdict.VALID);
        assertThat(found.lost().isEmpty() && found.duplicated().isEmpty())
                .as(found.toString())
                .isEqualTo(!broken);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
