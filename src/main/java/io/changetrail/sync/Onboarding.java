package io.changetrail.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when on a source was asked for; only RMS can be asked for less than all, and each sweep asks as far back as configured. */
final class Onboarding {

    private Onboarding() {}

    /**
     * @param before the stream before a whole walk
     * @param asked as configured since {@code configuredAt}; null for all
     * @return null if all was asked for
     */
    static @Nullable Instant since(StreamRow before, @Nullable Instant asked, Instant configuredAt) {
        if (!before.key().source().equals("rms")) {
            return null;
        }
        if (before.wholeSince() == null) {
            return asked;
        }
        var known = before.onboardedSince();
        var sweptSince = before.sweptUntil() != null && before.sweptUntil().isAfter(configuredAt);
        if (known == null || !sweptSince) {
            return known;
        }
        return asked == null ? null : Gaps.earlier(known, asked);
    }
}
