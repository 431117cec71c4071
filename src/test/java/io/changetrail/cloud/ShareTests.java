package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who gets which part of the budget. */
class ShareTests {

    @Test
    void theBooksNeverHoldMoreThanTheBudgetWhoeverComes() {
        var random = new Random(7);
        for (var budget = 1; budget <= 9; budget++) {
            var held = new int[5];
            var live = 0;
            for (var beat = 0; beat < 500; beat++) {
                live = Math.clamp(live + random.nextInt(3) - 1, 1, held.length);
                for (var gone = live; gone < held.length; gone++) {
                    held[gone] = 0;
                }
                var replica = random.nextInt(live);
                held[replica] = renewed(budget, held, replica, live, random);
                assertThat(sum(held)).isLessThanOrEqualTo(budget);
            }
            for (var round = 0; round < 3; round++) {
                for (var replica = 0; replica < live; replica++) {
                    held[replica] = ShareLedger.entry(budget, 0, live, replica, sum(held) - held[replica])
                            .slices();
                }
            }
            assertThat(sum(held)).isEqualTo(budget);
        }
    }

    private static int renewed(int budget, int[] held, int replica, int live, Random random) {
        var using = held[replica] == 0 ? 0 : random.nextInt(held[replica] + 1);
        return ShareLedger.entry(budget, using, live, replica, sum(held) - held[replica])
                .slices();
    }

    @Test
    void aShareEndsWithItsLease() {
        var time = new AtomicLong(Long.MAX_VALUE - 5);
        var share = new Share(8, time::get);
        share.grant(new Share.Held(2, time.get() + 10, 2));
        assertThat(share.part()).isEqualTo(0.25);

        time.addAndGet(10);

        assertThat(share.part()).isZero();
    }

    private static int sum(int[] held) {
        var sum = 0;
        for (var slices : held) {
            sum += slices;
        }
        return sum;
    }
}
