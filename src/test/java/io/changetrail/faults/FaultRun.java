package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays faults one after the other against one arena, and takes a new one when its world has become long or a case failed. */
final class FaultRun implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration WORLD = Duration.ofMinutes(8);
    private static final int SERVERS = 6;

    private final long seed = Long.getLong("faults.seed", System.nanoTime() % 1_000_000);
    private @Nullable Arena arena;

    void play(FaultCase fault) throws Exception {
        play(new FaultRound(fault.toString(), List.of(fault)));
    }

    void play(FaultRound round) throws Exception {
        var clock = Clock.systemUTC();
        var began = clock.instant();
        var place = arena();
        try {
            place.forget();
            place.observe();
            int fired = 0;
            for (var fault : round.faults()) {
                fired += played(fault, place);
            }
            var found = place.settle();
            FaultsReport.add(round.name(), fired, found, Duration.between(began, clock.instant()));
            assertThat(found.verdict())
                    .as("%s, seed %d: %s", round, seed, found)
                    .isEqualTo(Verdict.VALID);
        } catch (Exception | Error failed) {
            close();
            throw failed;
        }
    }

    private int played(FaultCase fault, Arena place) throws Exception {
        var fired = fault.play().on(place);
        assertThat(fired).as("%s fired", fault).isPositive();
        place.heal();
        place.hurry();
        return fired;
    }

    private Arena arena() throws Exception {
        var old = arena;
        if (old != null && old.age().compareTo(LONG) < 0) {
            return old;
        }
        close();
        System.out.println("A living world, -Dfaults.seed=" + seed);
        var world = LivingWorld.generate(seed, Clock.systemUTC().instant(), WORLD, SERVERS, true);
        var fresh = new Arena(world, ArenaSettings.USUAL);
        arena = fresh;
        fresh.walked(Clock.systemUTC().instant());
        return fresh;
    }

    @Override
    public void close() throws Exception {
        var old = arena;
        arena = null;
        if (old != null) {
            old.close();
        }
    }
}
