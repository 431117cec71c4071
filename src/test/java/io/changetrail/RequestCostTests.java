package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one cycle costs, counted at the cloud: a look at the lists and all that follows from it. */
class RequestCostTests {

    @Test
    void aThousandServersCostNoMoreThanTheirListsAndWhatChanged() {
        try (var account = new CostlyAccount(1, 1_000, Duration.ofSeconds(4), Duration.ofSeconds(60))) {
            measure(account);
        }
    }

    @Tag("soak")
    @Test
    void norDoTheyWhereEachCycleIsLongEnoughForAllThatChanged() {
        try (var account = new CostlyAccount(3, 1_000, Duration.ofSeconds(15), Duration.ofMinutes(10))) {
            measure(account);
            account.awaitSweep();
        }
    }

    @Tag("soak")
    @Test
    void norDoTwentyThousand() {
        try (var account = new CostlyAccount(2, 20_000, Duration.ofSeconds(15), Duration.ofHours(1))) {
            measure(account);
        }
    }

    private static void measure(CostlyAccount account) {
        account.awaitBackfill();
        account.assertCycleCosts(0, 0);
        account.assertCycleCosts(0, 0);
        for (int changed : new int[] {10, 500}) {
            account.reboot(changed);
            account.assertCycleCosts(changed, changed);
            account.assertCycleCosts(changed, 0);
            account.assertCycleCosts(0, 0);
        }
        assertThat(account.storedActions()).isEqualTo(account.servers() + 510);
        assertThat(account.storedItems()).isEqualTo(account.servers() + 510);
    }
}
