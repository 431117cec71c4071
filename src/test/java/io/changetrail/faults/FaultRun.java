package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Plays faults one after the other against one arena, and takes a new one when its world has become long or a case failed. */
final class FaultRun implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration WORLD = Duration.ofMinutes(8);
    private static final int SERVERS = 6;

    private final long seed = Long.getLong("faults.seed", System.nanoTime() % 1_000_000);
    private @Nullable Arena arena;

    void play(FaultCase fault) throws Exception {
        var clock = Clock.systemUTC();
        var began = clock.instant();
        var place = arena();
        try {
            place.forget();
            place.observe();
            var fired = fault.play().on(place);
            var found = place.settle();
            FaultsReport.add(fault.toString(), fired, found, Duration.between(began, clock.instant()));
            assertThat(fired).as("%s fired", fault).isPositive();
            assertThat(found.verdict())
                    .as("%s, seed %d: %s", fault, seed, found)
                    .isEqualTo(Verdict.VALID);
        } catch (Exception | Error failed) {
            close();
            throw failed;
        }
    }

    private Arena arena() throws Exception {
        var old = arena;
        if (old != null && old.age().compareTo(LONG) < 0) {
            return old;
        }
        close();
        System.out.println("A living world, -Dfaults.seed=" + seed);
        var world = LivingWorld.generate(seed, Clock.systemUTC().instant(), WORLD, SERVERS);
        var fresh = new Arena(world, ArenaSettings.USUAL);
        arena = fresh;
        fresh.settle();
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
