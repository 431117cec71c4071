package io.changetrail.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a stream.
 *
 * @param cursor start of the last walk whose list was committed; null before the first
 * @param completeUntil start of the last whole walk; null before the first
 * @param walkedSince start of the first walk; null if nobody ever looked
 * @param wholeSince start of the first whole walk
 * @param wholeBeganAt start of the last whole walk by the database's clock; null if nobody noted it
 * @param quiet whether nobody has been at it for longer than any pause takes
 * @param trouble why the last walk was not whole; null after a whole one
 * @param limitation what the upstream does not show however often it is read
 * @param backfilling whether resources found by the first walks were never read yet
 * @param onboardedSince nothing before it was ever asked for; null if all was
 * @param told open gaps as the feed knows them; null if it knows of none
 */
record StreamRow(
        StreamKey key,
        @Nullable Instant cursor,
        @Nullable Instant completeUntil,
        @Nullable Instant sweepAt,
        @Nullable Instant sweptUntil,
        @Nullable Instant walkedSince,
        @Nullable Instant wholeSince,
        @Nullable Instant wholeBeganAt,
        boolean quiet,
        @Nullable GapReason trouble,
        @Nullable GapReason limitation,
        @Nullable Instant limitedSince,
        boolean backfilling,
        @Nullable Instant onboardedSince,
        @Nullable Instant recorderOnAt,
        @Nullable Integer retentionDays,
        @Nullable String told) {

    /** Start of the last whole walk. If it is still to come, our clock was wrong when it was written, so the database's counts. */
    @Nullable
    Instant completeAt(Instant now) {
        if (completeUntil == null || !completeUntil.isAfter(now.plus(Streams.SKEW))) {
            return completeUntil;
        }
        return wholeBeganAt == null ? now : Gaps.earlier(wholeBeganAt, now);
    }
}
