package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many turns there are in a time. */
class PaceTests {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"20, 1, 200", "20, 0.375, 75", "0.5, 1, 5", "0.01, 0.5, 1", "1000, 1, 10000"})
    void inTenSecondsThereAreTenSecondsWorthOfTurns(double perSecond, double part, int turns) {
        var pace = new Pace(perSecond);
        var taken = 0;
        var wait = 0L;
        for (var now = -5 * SECOND; now < 5 * SECOND; now += wait) {
            wait = pace.take(now, part);
            taken += wait == 0 ? 1 : 0;
        }
        assertThat(taken).isBetween(turns, turns + 1);
    }

    @Test
    void idleTimeIsNotSavedUp() {
        var pace = new Pace(20);
        pace.take(0, 1);

        assertThat(pace.take(60 * SECOND, 1)).isZero();
        assertThat(pace.take(60 * SECOND, 1)).isBetween(SECOND / 20 - 20_000_000, SECOND / 20);
    }

    @Test
    void lateTimersDoNotSlowItDown() {
        var pace = new Pace(500);
        var random = new Random(1);
        var taken = 0;
        for (var now = 0L; now < 10 * SECOND; now += 1 + random.nextInt(4_000_000)) {
            while (pace.take(now, 1) == 0) {
                taken++;
            }
        }
        assertThat(taken).isBetween(4_980, 5_001);
    }

    @Test
    void aSmallerPartIsSlowerFromTheNextTurnOn() {
        var pace = new Pace(10);
        pace.take(0, 1);
        assertThat(pace.take(SECOND / 10, 0.5)).isZero();

        assertThat(pace.take(SECOND / 10, 0.5)).isEqualTo(SECOND / 5);
    }
}
