package io.changetrail.sync;

import static io.changetrail.sync.StreamState.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What was never asked for stays a gap until sweeps have asked for it. */
class OnboardingTests {

    private static final Instant ASKED = FIRST.minusSeconds(3600);
    private static final Instant EARLIER = FIRST.minusSeconds(7200);
    private static final Instant BEFORE_THE_SWEEP = FIRST.minusSeconds(1);

    @Test
    void theFirstWholeWalkHasReadAsFarBackAsItAsked() {
        assertThat(Onboarding.since(StreamState.beginning().row(), ASKED, FIRST))
                .isEqualTo(ASKED);
        assertThat(Onboarding.since(StreamState.beginning().row(), null, FIRST)).isNull();
    }

    @Test
    void actionListsAreAlwaysReadWhole() {
        assertThat(Onboarding.since(StreamState.beginning().ecs().row(), ASKED, FIRST))
                .isNull();
    }

    @Test
    void askingForMoreCountsOnceASweepHasAsked() {
        var known = StreamState.settled().onboarded(ASKED).row();

        assertThat(Onboarding.since(known, EARLIER, FIRST)).isEqualTo(ASKED);
        assertThat(Onboarding.since(known, EARLIER, BEFORE_THE_SWEEP)).isEqualTo(EARLIER);
        assertThat(Onboarding.since(known, null, BEFORE_THE_SWEEP)).isNull();
    }

    @Test
    void askingForLessTakesNothingAway() {
        assertThat(Onboarding.since(StreamState.settled().onboarded(EARLIER).row(), ASKED, BEFORE_THE_SWEEP))
                .isEqualTo(EARLIER);
        assertThat(Onboarding.since(StreamState.settled().row(), ASKED, BEFORE_THE_SWEEP))
                .isNull();
    }
}
