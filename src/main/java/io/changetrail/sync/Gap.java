package io.changetrail.sync;

import java.time.Instant;

/**
 * An interval {@code [since, until)} in which something may have been missed.
 *
 * @param since {@link Instant#EPOCH} for ever
 * @param until of an open gap the moment of asking
 * @param open whether it goes on
 */
public record Gap(Instant since, Instant until, GapReason reason, boolean open) {

    static Gap closed(Instant since, Instant until, GapReason reason) {
        return new Gap(since, until, reason, false);
    }

    static Gap open(Instant since, Instant now, GapReason reason) {
        return new Gap(since, now, reason, true);
    }

    boolean isEmpty() {
        return !since.isBefore(until);
    }

    /** Whether it meets the interval that begins after {@code earliest} and ends with {@code latest}. */
    public boolean meets(Instant earliest, Instant latest) {
        return !since.isAfter(latest) && until.isAfter(earliest);
    }
}
