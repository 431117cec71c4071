package io.changetrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTests {

    private static final long SECOND = 1_000_000_000;

    private final Allowance allowance = new Allowance(new Allowance.Bounds(2, 4, 2), 0);

    @Test
    void noMoreThanSoManyAreUnderWay() {
        assertThat(allowance.enter(0)).isZero();
        assertThat(allowance.enter(0)).isZero();
        assertThat(allowance.enter(0)).isPositive();
        allowance.leave();
        assertThat(allowance.enter(0)).isZero();
    }

    @Test
    void aBurstIsFollowedByASteadyRate() {
        for (int i = 0; i < 4; i++) {
            assertThat(through(0)).isZero();
        }
        assertThat(through(0)).isEqualTo(Duration.ofMillis(500));
        assertThat(through(SECOND / 2)).isZero();
        assertThat(through(SECOND / 2)).isPositive();
        assertThat(through(SECOND)).isZero();
    }

    @Test
    void aPauseGivesNoMoreThanOneBurst() {
        long later = 3_600 * SECOND;
        for (int i = 0; i < 4; i++) {
            assertThat(through(later)).isZero();
        }
        assertThat(through(later)).isPositive();
    }

    private Duration through(long now) {
        var wait = allowance.enter(now);
        if (wait.isZero()) {
            allowance.leave();
        }
        return wait;
    }
}
