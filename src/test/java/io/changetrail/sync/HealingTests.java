package io.changetrail.sync;

import static io.changetrail.sync.GapReason.FORBIDDEN;
import static io.changetrail.sync.GapReason.MICROVERSION;
import static io.changetrail.sync.GapReason.OUTAGE;
import static io.changetrail.sync.GapReason.RECORDER_OFF;
import static io.changetrail.sync.GapReason.RETENTION;
import static io.changetrail.sync.StreamState.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A whole walk leaves a gap behind only where something may have come and gone unseen. */
class HealingTests {

    private static final Duration PROMISE = Duration.ofHours(26);

    @Test
    void aTroubleShorterThanThePromiseLeavesNothing() {
        assertThat(Healing.of(
                        StreamState.settled().trouble(OUTAGE).retention(30).row(), FIRST.plus(PROMISE), PROMISE))
                .isEmpty();
    }

    @Test
    void aLongerOneLeavesAGapWithItsReason() {
        var now = FIRST.plus(PROMISE).plusMillis(1);

        assertThat(Healing.of(StreamState.settled().trouble(FORBIDDEN).row(), now, PROMISE))
                .containsExactly(Gap.closed(FIRST, now, FORBIDDEN));
        assertThat(Healing.of(StreamState.settled().trouble(RECORDER_OFF).row(), now, PROMISE))
                .containsExactly(Gap.closed(FIRST, now, RECORDER_OFF));
        assertThat(Healing.of(StreamState.settled().row(), now, PROMISE))
                .as("nobody was there to see a trouble")
                .containsExactly(Gap.closed(FIRST, now, OUTAGE));
    }

    @Test
    void oneLongerThanTheRetentionLostForGoodWhatTheUpstreamDropped() {
        var now = FIRST.plus(Duration.ofDays(40));

        assertThat(Healing.of(StreamState.settled().retention(30).row(), now, PROMISE))
                .containsExactly(
                        Gap.closed(FIRST, now, OUTAGE), Gap.closed(FIRST, FIRST.plus(Duration.ofDays(10)), RETENTION));
        assertThat(Healing.of(StreamState.settled().retention(30).row(), FIRST.plus(Duration.ofDays(30)), PROMISE))
                .extracting(Gap::reason)
                .containsExactly(OUTAGE);
    }

    @Test
    void theFirstWholeWalkFindsNoneButWhatTheUpstreamHadDroppedBefore() {
        assertThat(Healing.of(StreamState.beginning().trouble(FORBIDDEN).row(), FIRST, PROMISE))
                .isEmpty();
        assertThat(Healing.of(StreamState.beginning().retention(30).row(), FIRST, PROMISE))
                .containsExactly(Gap.closed(Instant.EPOCH, FIRST.minus(Duration.ofDays(30)), RETENTION));
    }

    @Test
    void beforeTheFirstWholeWalkAPauseBetweenListsCounts() {
        var beginning = StreamState.beginning().trouble(FORBIDDEN).row();
        var late = FIRST.plus(PROMISE).plusMillis(1);

        assertThat(Healing.betweenLists(beginning, FIRST, late, PROMISE))
                .containsExactly(Gap.closed(FIRST, late, FORBIDDEN));
        assertThat(Healing.betweenLists(beginning, FIRST, FIRST.plus(PROMISE), PROMISE))
                .isEmpty();
        assertThat(Healing.betweenLists(beginning, null, late, PROMISE)).isEmpty();
        assertThat(Healing.betweenLists(StreamState.settled().row(), FIRST, late, PROMISE))
                .as("measured from the last whole walk")
                .isEmpty();
    }

    @Test
    void whatAnOldNovaHidStaysHiddenUnlessItWasReadBefore() {
        var until = FIRST.plusSeconds(7200);
        var settled = StreamState.settled().ecs();

        assertThat(Healing.hidden(settled.limited(MICROVERSION, FIRST).row(), until))
                .containsExactly(Gap.closed(Instant.EPOCH, until, MICROVERSION));
        assertThat(Healing.hidden(
                        settled.limited(MICROVERSION, FIRST.plusSeconds(60)).row(), until))
                .containsExactly(Gap.closed(FIRST.plusSeconds(60), until, MICROVERSION));
        assertThat(Healing.hidden(settled.limited(RECORDER_OFF, FIRST).row(), until))
                .isEmpty();
    }

    @Test
    void aClockThatWentBackLeavesNothing() {
        assertThat(Healing.of(StreamState.settled().row(), FIRST.minus(Duration.ofDays(99)), PROMISE))
                .isEmpty();
        var soon = StreamState.settled().complete(FIRST.plus(PROMISE)).wholeBegan(FIRST);
        assertThat(Healing.of(soon.row(), FIRST.plusSeconds(30), PROMISE)).isEmpty();
    }
}
