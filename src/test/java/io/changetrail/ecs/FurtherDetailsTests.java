package io.changetrail.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FurtherDetailsTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final FurtherDetails further = new FurtherDetails(2, Duration.ofSeconds(30));

    @Test
    void twoFitIntoAnInterval() {
        assertThat(further.take(1, NOW)).isEqualTo(1);
        assertThat(further.take(3, NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(further.take(1, NOW.plusSeconds(29))).isZero();
        assertThat(further.take(5, NOW.plusSeconds(30))).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() {
        further.take(2, NOW);

        assertThat(further.take(1, NOW.minus(Duration.ofDays(1)))).isEqualTo(1);
    }
}
