package io.changetrail.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepPaceTests {

    private static final Instant ZERO = Instant.parse("2024-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({"1, 30", "3, 30", "1000, 30", "20000, 30", "20000, 1", "86400, 1", "100000, 30", "500000, 7"})
    void eachServerIsGivenOutOnceADayAndNoMoreAtOnceThanFitIntoOneInterval(long servers, int seconds) {
        var interval = Duration.ofSeconds(seconds);
        var pace = new SweepPace(servers, DAY, interval);
        var givenOut = ZERO;
        long all = 0;
        for (var now = ZERO; !now.isAfter(ZERO.plus(DAY)); now = now.plus(interval)) {
            var due = pace.due(givenOut, now);
            assertThat(due).isBetween(0, (int) (servers * interval.toSeconds() / DAY.toSeconds()) + 1);
            givenOut = givenOut.plus(pace.step().multipliedBy(due));
            all += due;
        }
        assertThat(all).isBetween(servers * 999 / 1000 - 1, servers + 1);
    }

    @Test
    void whatWasMissedDuringAnOutageIsNotMadeUpForAtOnce() {
        var pace = new SweepPace(20_000, DAY, Duration.ofSeconds(30));

        assertThat(pace.due(ZERO, ZERO.plus(Duration.ofDays(3)))).isEqualTo(7);
        assertThat(pace.due(ZERO.plusSeconds(3600), ZERO))
                .as("a clock set back")
                .isZero();
    }

    @Test
    void anIntervalLongerThanTheSweepGivesOutEverybody() {
        assertThat(new SweepPace(5, Duration.ofSeconds(1), Duration.ofSeconds(30)).due(ZERO, ZERO.plusSeconds(30)))
                .isEqualTo(5);
    }
}
