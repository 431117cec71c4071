package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Offer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults of which only changes and overlaps heal the service: elsewhere a sweep every three seconds would make up for a mark, a
 * cursor or an overlap that does not work.
 */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class UnsweptFaultTests {

    private static final long SEED = Long.getLong("faults.seed", 2718);

    /** As long as it may take until the next act of a server shows what moved nothing by itself. */
    private static final Duration QUIET = Duration.ofSeconds(45);

    /** Events that come when their action is over move nothing, so only a sweep finds them; all others come sooner. */
    private static final Duration LATE = Duration.ofSeconds(5);

    static FaultRound[] rounds() {
        return new FaultRound[] {
            FaultCatalogue.round("unswept: commits", "F1a", "F1b", "F2a", "F2b", "F3a", "F3b", "F33", "F38a"),
            FaultCatalogue.round("unswept: answers and pages", "F7", "F21a", "F22", "F24", "F25a", "F26")
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rounds")
    void nothingIsLost(FaultRound round) throws Exception {
        var began = now();
        var world = LivingWorld.generate(SEED, began, Duration.ofMinutes(8), 6, false);
        try (var arena = new Arena(world, ArenaSettings.withoutSweep("60s"))) {
            arena.walked(now());
            int fired = 0;
            for (var fault : round.faults()) {
                var times = fault.play().on(arena);
                assertThat(times).as("%s fired", fault).isPositive();
                fired += times;
                arena.heal();
            }
            var healed = now();
            arena.lasts(QUIET);
            arena.walked(now());
            var found = arena.judge(healed, UnsweptFaultTests::isFoundWithoutSweep);
            FaultsReport.add(round.name(), fired, found, Duration.between(began, now()));

            assertThat(found.verdict())
                    .as("%s, seed %d: %s", round, SEED, found)
                    .isEqualTo(Verdict.VALID);
            assertThat(found.served()).isPositive();
        }
    }

    private static boolean isFoundWithoutSweep(Offer offer) {
        return offer.version().source().equals("rms")
                || Duration.between(offer.at(), offer.from()).compareTo(LATE) < 0;
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
