package io.changetrail.sync;

import static io.changetrail.sync.GapReason.FORBIDDEN;
import static io.changetrail.sync.GapReason.NOT_SWEPT;
import static io.changetrail.sync.GapReason.OUTAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gaps are cut to the window, united where they touch, and add up to blindness only where nothing is left. */
class GapsTests {

    @Test
    void gapsAreCutToTheWindowAndThoseOutsideLeftOut() {
        var gaps = List.of(gap(0, 3, OUTAGE), gap(8, 20, OUTAGE), gap(0, 2, FORBIDDEN), gap(10, 12, FORBIDDEN));

        assertThat(Gaps.within(gaps, at(2), at(10))).containsExactly(gap(2, 3, OUTAGE), gap(8, 10, OUTAGE));
    }

    @Test
    void whatTouchesOrOverlapsAndHasTheSameReasonIsOne() {
        var open = Gap.open(at(6), at(9), OUTAGE);
        var gaps = List.of(open, gap(3, 6, OUTAGE), gap(1, 4, OUTAGE), gap(2, 5, FORBIDDEN), gap(2, 3, OUTAGE));

        assertThat(Gaps.within(gaps, at(0), at(10)))
                .containsExactly(Gap.open(at(1), at(9), OUTAGE), gap(2, 5, FORBIDDEN));
    }

    @Test
    void aMomentBetweenTwoGapsKeepsThemApart() {
        var gaps = List.of(gap(1, 2, OUTAGE), gap(3, 4, OUTAGE));

        assertThat(Gaps.within(gaps, at(0), at(10))).isEqualTo(gaps);
    }

    @Test
    void onlyBlindingGapsBlindAndOnlyTogether() {
        var one = gap(0, 5, OUTAGE);
        var other = gap(5, 10, FORBIDDEN);

        assertThat(Gaps.blind(List.of(one, other), at(0), at(10))).isTrue();
        assertThat(Gaps.blind(List.of(one, gap(6, 10, FORBIDDEN)), at(0), at(10)))
                .isFalse();
        assertThat(Gaps.blind(List.of(one), at(0), at(10))).isFalse();
        assertThat(Gaps.blind(List.of(other), at(0), at(10))).isFalse();
        assertThat(Gaps.blind(List.of(gap(0, 10, NOT_SWEPT)), at(0), at(10))).isFalse();
        assertThat(Gaps.blind(List.of(), at(3), at(3))).isTrue();
    }

    @Test
    void anIntervalMeetsAGapUnlessTheOneEndsWhereTheOtherBegins() {
        var gap = gap(4, 6, OUTAGE);

        assertThat(gap.meets(at(1), at(4))).isTrue();
        assertThat(gap.meets(at(1), at(3))).isFalse();
        assertThat(gap.meets(at(5), at(5))).isTrue();
        assertThat(gap.meets(at(6), at(9))).isFalse();
        assertThat(gap.meets(at(1), at(9))).isTrue();
    }

    private static Gap gap(int since, int until, GapReason reason) {
        return Gap.closed(at(since), at(until), reason);
    }

    private static Instant at(int hour) {
        return StreamState.FIRST.plusSeconds(3600L * hour);
    }
}
