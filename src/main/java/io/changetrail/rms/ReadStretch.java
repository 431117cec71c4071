package io.changetrail.rms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far one forward reading of a history has come: between two of its pages RMS serves nothing. */
final class ReadStretch {

    private @Nullable Instant reached;

    /** Where the stretch begins that the page completes: right behind the page before. */
    Instant begin(Instant firstOfPage) {
        return reached == null || reached.isAfter(firstOfPage) ? firstOfPage : reached.plusNanos(1000);
    }

    void reach(Instant lastOfPage) {
        reached = reached == null || reached.isBefore(lastOfPage) ? lastOfPage : reached;
    }
}
