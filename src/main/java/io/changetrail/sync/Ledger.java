package io.changetrail.sync;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where a reader writes down that something was served and is gone for good; the gap commits with what shows it. */
@Component
public class Ledger {

    private final Streams streams;
    private final GapRows gaps;
    private final CoverageNews news;

    Ledger(Streams streams, GapRows gaps, CoverageNews news) {
        this.streams = streams;
        this.gaps = gaps;
        this.news = news;
    }

    /**
     * Records a closed gap of the walk's stream in the caller's transaction, which must not commit if the walk is stale.
     *
     * @param since {@link Instant#EPOCH} if nobody knows when it began
     * @param until the first moment that was watched again; nothing is recorded unless it is after {@code since}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void gap(Walk walk, Instant since, Instant until, GapReason reason) {
        streams.fence(walk);
        var gap = Gap.closed(since, until, reason);
        if (!gap.isEmpty()) {
            gaps.keep(walk.stream(), List.of(gap));
            news.closed(walk.stream(), List.of(gap));
        }
    }
}
