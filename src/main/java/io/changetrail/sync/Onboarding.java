package io.changetrail.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when on a source was asked for; only RMS can be asked for less than all. */
final class Onboarding {

    private Onboarding() {}

    /**
     * @param before the stream before a whole walk; each whole sweep reads as far back as is asked for then
     * @param asked as configured; null for all
     * @return null if all was asked for
     */
    static @Nullable Instant since(StreamRow before, @Nullable Instant asked) {
        if (!before.key().source().equals("rms")) {
            return null;
        }
        if (before.wholeSince() == null) {
            return asked;
        }
        var known = before.onboardedSince();
        var sweeps = before.sweepAt() != null && !before.sweepAt().equals(before.sweptUntil());
        if (known == null || !sweeps) {
            return known;
        }
        return asked == null ? null : Gaps.earlier(known, asked);
    }
}
