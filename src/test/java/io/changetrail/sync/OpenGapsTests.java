package io.changetrail.sync;

import static io.changetrail.sync.GapReason.BACKFILL;
import static io.changetrail.sync.GapReason.BEFORE_ONBOARDING;
import static io.changetrail.sync.GapReason.FORBIDDEN;
import static io.changetrail.sync.GapReason.MICROVERSION;
import static io.changetrail.sync.GapReason.NOT_SWEPT;
import static io.changetrail.sync.GapReason.OUTAGE;
import static io.changetrail.sync.GapReason.RECORDER_OFF;
import static io.changetrail.sync.StreamState.FIRST;
import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is open follows from the stream's present state alone. */
class OpenGapsTests {

    private static final Instant NOW = FIRST.plusSeconds(7200);
    private static final Gap SINCE_SWEEP = Gap.open(FIRST, NOW, NOT_SWEPT);

    @Test
    void aStreamWithoutTroubleHasNoneButSinceTheLastSweep() {
        assertThat(OpenGaps.of(StreamState.settled().row(), NOW)).containsExactly(SINCE_SWEEP);
        assertThat(OpenGaps.of(StreamState.settled().swept(NOW).row(), NOW)).isEmpty();
    }

    @Test
    void troubleIsOpenSinceTheLastWholeWalk() {
        var complete = FIRST.plusSeconds(60);

        assertThat(OpenGaps.of(
                        StreamState.settled()
                                .complete(complete)
                                .trouble(FORBIDDEN)
                                .row(),
                        NOW))
                .containsExactly(Gap.open(complete, NOW, FORBIDDEN), SINCE_SWEEP);
    }

    @Test
    void ofAWholeWalkThatIsStillToComeTheDatabaseKnowsWhenItWas() {
        var ahead = StreamState.settled().complete(NOW.plusSeconds(3600)).trouble(FORBIDDEN);

        assertThat(OpenGaps.of(ahead.wholeBegan(NOW.minusSeconds(30)).row(), NOW))
                .contains(Gap.open(NOW.minusSeconds(30), NOW, FORBIDDEN));
        assertThat(OpenGaps.of(ahead.wholeBegan(NOW.plusSeconds(1800)).row(), NOW))
                .as("the database is ahead as well")
                .extracting(Gap::reason)
                .doesNotContain(FORBIDDEN);
    }

    @Test
    void silenceIsAnOutageUnlessTheTroubleIsKnown() {
        assertThat(reasons(StreamState.settled().quiet())).containsExactly(OUTAGE, NOT_SWEPT);
        assertThat(reasons(StreamState.settled().quiet().trouble(FORBIDDEN))).containsExactly(FORBIDDEN, NOT_SWEPT);
    }

    @Test
    void beforeTheFirstWholeWalkNothingIsKnownWhole() {
        assertThat(OpenGaps.of(StreamState.beginning().trouble(OUTAGE).row(), NOW))
                .containsExactly(
                        Gap.open(EPOCH, NOW, OUTAGE), Gap.open(EPOCH, NOW, BACKFILL), Gap.open(EPOCH, NOW, NOT_SWEPT));
    }

    @Test
    void aBackfillThatOutlastsTheFirstWholeWalkConcernsWhatWasBefore() {
        assertThat(OpenGaps.of(StreamState.settled().backfilling().row(), NOW))
                .containsExactly(new Gap(EPOCH, FIRST, BACKFILL, true), SINCE_SWEEP);
    }

    @Test
    void anOldNovaHidesThePastTooARecorderOnlyWhatWasSince() {
        assertThat(OpenGaps.of(
                        StreamState.settled().limited(MICROVERSION, FIRST).row(), NOW))
                .contains(Gap.open(EPOCH, NOW, MICROVERSION));
        assertThat(OpenGaps.of(
                        StreamState.settled().limited(RECORDER_OFF, FIRST).row(), NOW))
                .contains(Gap.open(FIRST, NOW, RECORDER_OFF));
    }

    @Test
    void whatWasNeverAskedForIsNoOpenGap() {
        var asked = FIRST.minusSeconds(3600);

        assertThat(OpenGaps.of(StreamState.settled().onboarded(asked).row(), NOW))
                .containsExactly(Gap.closed(EPOCH, asked, BEFORE_ONBOARDING), SINCE_SWEEP);
    }

    @Test
    void nobodyWatchesWhatNobodyEverLookedAt() {
        assertThat(OpenGaps.ofNobody(NOW)).extracting(Gap::reason).containsExactly(OUTAGE, NOT_SWEPT);
    }

    private static List<GapReason> reasons(StreamState state) {
        return OpenGaps.of(state.row(), NOW).stream().map(Gap::reason).toList();
    }
}
