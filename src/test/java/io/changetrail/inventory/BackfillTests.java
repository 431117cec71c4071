package io.changetrail.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackfillTests {

    private static final Instant SINCE = Instant.parse("2024-03-01T00:00:00Z");

    @Test
    void itGoesOnAsItWentSoFar() {
        var quarter = new Backfill(4_000, 1_000, SINCE);

        assertThat(quarter.estimateUntil(SINCE.plus(Duration.ofMinutes(10))))
                .isEqualTo(SINCE.plus(Duration.ofMinutes(40)));
        assertThat(quarter.percent()).isEqualTo(25);
    }

    @Test
    void nothingCanBeToldFromNothing() {
        assertThat(new Backfill(4_000, 0, SINCE).estimateUntil(SINCE.plusSeconds(60)))
                .isNull();
        assertThat(new Backfill(4_000, 1, SINCE).estimateUntil(SINCE)).isNull();
        assertThat(new Backfill(0, 0, SINCE).percent()).isEqualTo(100);
    }

    @Test
    void aHundredPercentIsAll() {
        assertThat(new Backfill(1_000, 999, SINCE).percent()).isEqualTo(99);
        assertThat(new Backfill(1_000, 1_000, SINCE).percent()).isEqualTo(100);
        assertThat(new Backfill(10, 10, SINCE).estimateUntil(SINCE.plusSeconds(5)))
                .isEqualTo(SINCE.plusSeconds(5));
    }
}
