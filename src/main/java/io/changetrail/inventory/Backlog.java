package io.changetrail.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the work on one stream's servers is.
 *
 * @param servers known ones, deleted ones too
 * @param unread of these, how many the first backfill has not read yet
 * @param since when the first of them was seen; null if none is known
 * @param failing of these, how many could not be read when last tried
 * @param unswept of those of which something may still come, how many were never read as deep as a sweep reads
 * @param oldestSweep when the one of them was swept that was swept the longest ago; null if there is none
 */
record Backlog(
        long servers,
        long unread,
        @Nullable Instant since,
        long failing,
        long unswept,
        @Nullable Instant oldestSweep) {

    /** How far the first backfill is, also when it is over. */
    Backfill backfill(Instant now) {
        return new Backfill(servers, servers - unread, since == null ? now : since);
    }
}
