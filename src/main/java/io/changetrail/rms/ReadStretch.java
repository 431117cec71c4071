package io.changetrail.rms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far one forward reading of a history has come: between two of its pages RMS serves nothing. */
final class ReadStretch {

    private @Nullable Instant reached;
    private boolean whole = true;

    /** Where the stretch begins that the page completes: right behind the page before, unless it is that page once more. */
    Instant begin(Instant firstOfPage) {
        return reached == null || !reached.isBefore(firstOfPage) ? firstOfPage : reached.plusNanos(1000);
    }

    void reach(Instant lastOfPage) {
        reached = reached == null || reached.isBefore(lastOfPage) ? lastOfPage : reached;
    }

    /** Something was served that is not stored, so what is missing from here on may have been it. */
    void leaveOut() {
        whole = false;
    }

    boolean isWhole() {
        return whole;
    }
}
