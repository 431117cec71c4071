package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a retry waits, with the limits that run in production. */
class RetryDelayTests {

    private static final long EVERY_TIME_THE_LONGEST = -1;

    @Test
    void theCeilingDoublesUpToTheLongestDelay() {
        var longest = new RetryDelay(CallLimits.DEFAULT, new Largest());

        assertThat(IntStream.rangeClosed(1, 7).mapToObj(retry -> longest.before(retry, asking(null))))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10));
    }

    @Test
    void jitterIsFull() {
        var delay = new RetryDelay(CallLimits.DEFAULT, new Random(7));

        var waits = IntStream.range(0, 1000)
                .mapToObj(call -> delay.before(3, asking(null)).toMillis())
                .toList();

        assertThat(waits)
                .allMatch(wait -> wait <= 2000)
                .anyMatch(wait -> wait < 100)
                .anyMatch(wait -> wait > 1900);
    }

    @Test
    void whatTheUpstreamAsksForIsWaited() {
        var delay = new RetryDelay(CallLimits.DEFAULT, new Random(7));

        assertThat(delay.before(1, asking(Duration.ofSeconds(17)))).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void aYearIsNotWaited() {
        var delay = new RetryDelay(CallLimits.DEFAULT, new Random(7));

        assertThat(delay.before(1, asking(Duration.ofDays(365)))).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void retryAfterZeroIsNoHotLoop() {
        var longest = new RetryDelay(CallLimits.DEFAULT, new Largest());

        assertThat(longest.before(1, asking(Duration.ZERO))).isEqualTo(Duration.ofMillis(500));
    }

    private static CloudException asking(@Nullable Duration pause) {
        return new CloudException("ecs", Kind.THROTTLED, new Refusal(429, null, null, pause), null);
    }

    /** Always draws the upper end. */
    private static final class Largest extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public long nextLong(long bound) {
            return bound + EVERY_TIME_THE_LONGEST;
        }
    }
}
