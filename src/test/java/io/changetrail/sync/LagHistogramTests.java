package io.changetrail.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LagHistogramTests {

    @Test
    void aTimeFarAheadIsCountedAsLong() {
        var lag = Duration.between(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2999-01-01T00:00:00Z"));

        assertThat(LagHistogram.bounded(lag)).isEqualTo(Duration.ofDays(366));
        assertThat(LagHistogram.bounded(lag.negated())).isZero();
        assertThat(LagHistogram.bounded(Duration.ofSeconds(6))).isEqualTo(Duration.ofSeconds(6));
    }
}
