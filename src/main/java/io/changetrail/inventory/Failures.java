package io.changetrail.inventory;

import io.changetrail.cloud.CloudException;
import io.changetrail.sync.PollRun;
import io.changetrail.sync.Shortfall;
import io.changetrail.sync.Shortfall.Kind;

/** What a failed call of either cloud means for coverage. */
public final class Failures {

    private Failures() {}

    /** A refusal for want of a permission is told apart, since somebody can mend it. */
    public static Shortfall shortfall(Throwable failure) {
        var forbidden = failure instanceof CloudException refused && refused.kind() == CloudException.Kind.FORBIDDEN;
        return new Shortfall(forbidden ? Kind.FORBIDDEN : Kind.OUTAGE, PollRun.reason(failure));
    }
}
