package io.changetrail.sync;

import static io.changetrail.sync.GapReason.BACKFILL;
import static io.changetrail.sync.GapReason.BEFORE_ONBOARDING;
import static io.changetrail.sync.GapReason.NOT_SWEPT;
import static io.changetrail.sync.GapReason.OUTAGE;
import static io.changetrail.sync.GapReason.RETENTION;
import static io.changetrail.sync.StreamState.FIRST;
import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A walk of the domain says only of those projects something that it included. */
class WalkedProjectTests {

    private static final Duration PROMISE = Duration.ofHours(26);
    private static final Instant LATER = FIRST.plus(Duration.ofDays(3));
    private static final Instant NOW = LATER.plus(Duration.ofDays(3));
    private static final StreamRow STREAM = StreamState.settled()
            .complete(NOW)
            .swept(LATER.minusSeconds(60))
            .retention(30)
            .row();

    @Test
    void whoeverWasIncludedFromTheFirstWalkOnIsWatchedAsTheDomainIs() {
        var project = WalkedProject.fromTheFirst("p1");

        assertThat(project.of(STREAM)).isEqualTo(STREAM);
        assertThat(project.whole(STREAM, NOW, EPOCH, EPOCH)).isEqualTo(project);
        assertThat(project.closedByWhole(StreamState.settled().row(), NOW, PROMISE))
                .as("its gaps are the domain's")
                .isEmpty();
    }

    @Test
    void thePastOfANewOneIsUnreadUntilAWalkIsWhole() {
        var project = WalkedProject.added("p1", LATER);
        assertThat(OpenGaps.of(project.of(STREAM), NOW))
                .containsExactly(Gap.open(EPOCH, NOW, BACKFILL), Gap.open(EPOCH, NOW, NOT_SWEPT));

        assertThat(project.closedByWhole(STREAM, NOW, PROMISE))
                .containsExactly(Gap.closed(EPOCH, NOW.minus(Duration.ofDays(30)), RETENTION));
        assertThat(OpenGaps.of(project.whole(STREAM, NOW, null, EPOCH).of(STREAM), NOW))
                .extracting(Gap::reason)
                .containsExactly(NOT_SWEPT);
    }

    @Test
    void aNewOneIsReadAsFarBackAsIsAskedForNow() {
        var asked = FIRST.minusSeconds(3600);
        var project = WalkedProject.added("p1", LATER).whole(STREAM, LATER, asked, FIRST);

        assertThat(OpenGaps.of(project.of(STREAM), NOW)).contains(Gap.closed(EPOCH, asked, BEFORE_ONBOARDING));
        assertThat(OpenGaps.of(project.whole(STREAM, NOW, null, FIRST).of(STREAM), NOW))
                .as("a sweep has asked for all since")
                .extracting(Gap::reason)
                .doesNotContain(BEFORE_ONBOARDING);
    }

    @Test
    void whoeverIsLeftOutIsUnwatchedSinceTheLastWholeWalkUntilTheNext() {
        var before = StreamState.settled().complete(LATER).swept(LATER).row();
        var left = WalkedProject.fromTheFirst("p1").left(before, LATER.plusSeconds(30));

        assertThat(left.of(STREAM).completeUntil()).isEqualTo(LATER);
        assertThat(OpenGaps.of(left.of(STREAM), NOW)).contains(Gap.open(LATER, NOW, OUTAGE));
        assertThat(left.left(STREAM, NOW)).isEqualTo(left);
        var back = left.returned();
        assertThat(back.closedByReturn(NOW, PROMISE)).isEmpty();
        assertThat(OpenGaps.of(back.of(STREAM), NOW)).contains(Gap.open(LATER, NOW, OUTAGE));
        assertThat(back.left(STREAM, NOW).leftAt()).isEqualTo(LATER);
        assertThat(back.closedByWhole(STREAM, NOW, PROMISE)).containsExactly(Gap.closed(LATER, NOW, OUTAGE));
        assertThat(back.closedByWhole(STREAM, LATER.plus(PROMISE), PROMISE))
                .as("what was served for so long is read by now")
                .isEmpty();
        assertThat(back.whole(STREAM, NOW, null, EPOCH)).isEqualTo(WalkedProject.fromTheFirst("p1"));
    }

    @Test
    void whoeverWasNeverReadWholeAndIsLeftOutWasNeverWatched() {
        var listed = StreamState.settled().complete(LATER).row();
        var left = WalkedProject.added("p1", LATER).left(listed, NOW);

        assertThat(OpenGaps.of(left.of(STREAM), NOW)).contains(Gap.open(EPOCH, NOW, OUTAGE));
        assertThat(left.closedByReturn(NOW, PROMISE)).containsExactly(Gap.closed(LATER, NOW, OUTAGE));
        assertThat(left.returned()).isEqualTo(WalkedProject.added("p1", LATER));
        var beginning =
                WalkedProject.fromTheFirst("p1").left(StreamState.beginning().row(), LATER);
        assertThat(beginning.since()).as("the domain may get whole without it").isEqualTo(FIRST);
    }

    @Test
    void whoeverHasServersIsOneOfAllThereAre() {
        var all = WalkedProject.fromTheFirst(WalkedProject.ALL);
        var domain = new DomainStream(STREAM, Map.of(WalkedProject.ALL, all));

        assertThat(domain.of("p1", true)).isEqualTo(STREAM);
        assertThat(domain.of("p1", false)).isNull();
        assertThat(new DomainStream(STREAM, Map.of("p1", all.named("p1"))).of("p2", true))
                .isNull();
    }

    @Test
    void beforeTheFirstListNobodyKnowsWhoIsIncluded() {
        var beginning = StreamState.beginning().trouble(GapReason.FORBIDDEN).row();

        assertThat(List.of(new DomainStream(beginning, Map.of()).of("p1", false)))
                .containsExactly(beginning);
        assertThat(new DomainStream(STREAM, Map.of()).of("p1", true)).isNull();
    }
}
