package io.changetrail.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What follows from the present state of a stream: gaps that are still open, and what was never asked for. */
final class OpenGaps {

    private final Instant now;
    private final List<Gap> gaps = new ArrayList<>();

    private OpenGaps(Instant now) {
        this.now = now;
    }

    static List<Gap> of(StreamRow stream, Instant now) {
        var open = new OpenGaps(now);
        open.trouble(stream);
        open.limitation(stream);
        open.past(stream);
        open.add(Gap.open(Gaps.ever(stream.sweptUntil()), now, GapReason.NOT_SWEPT));
        return List.copyOf(open.gaps);
    }

    /** Of a source that nobody ever looked at: nothing of it was watched. */
    static List<Gap> ofNobody(Instant now) {
        return List.of(
                Gap.open(Instant.EPOCH, now, GapReason.OUTAGE), Gap.open(Instant.EPOCH, now, GapReason.NOT_SWEPT));
    }

    private void trouble(StreamRow stream) {
        var reason = stream.trouble() == null && stream.quiet() ? GapReason.OUTAGE : stream.trouble();
        if (reason != null) {
            add(Gap.open(Gaps.ever(stream.completeAt(now)), now, reason));
        }
    }

    /** An old Nova hides the past as well as the present, however long that has been known. */
    private void limitation(StreamRow stream) {
        if (stream.limitation() == GapReason.MICROVERSION) {
            add(Gap.open(Instant.EPOCH, now, GapReason.MICROVERSION));
        } else if (stream.limitation() != null) {
            add(Gap.open(Gaps.ever(stream.limitedSince()), now, stream.limitation()));
        }
    }

    private void past(StreamRow stream) {
        if (stream.completeUntil() == null) {
            add(Gap.open(Instant.EPOCH, now, GapReason.BACKFILL));
        } else if (stream.backfilling()) {
            add(new Gap(Instant.EPOCH, Gaps.ever(stream.walkedSince()), GapReason.BACKFILL, true));
        }
        if (stream.onboardedSince() != null) {
            add(Gap.closed(Instant.EPOCH, stream.onboardedSince(), GapReason.BEFORE_ONBOARDING));
        }
    }

    private void add(Gap gap) {
        if (!gap.isEmpty()) {
            gaps.add(gap);
        }
    }
}
