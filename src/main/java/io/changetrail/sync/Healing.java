package io.changetrail.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a whole walk leaves behind for good. Whatever was served for longer than the promise has been read by it, so a short
 * trouble leaves nothing; after a long one something may have come and gone in between.
 */
final class Healing {

    private Healing() {}

    /**
     * @param before the stream as it was before this walk was whole
     * @param startedAt when the walk began
     * @param promise how long a record has to be served in order to be read: interval and overlap
     */
    static List<Gap> of(StreamRow before, Instant startedAt, Duration promise) {
        var gaps = new ArrayList<Gap>();
        var last = before.completeAt(startedAt);
        if (last == null) {
            gaps.addAll(neverShown(before.retentionDays(), startedAt));
        } else {
            gaps.addAll(pause(last, startedAt, promise, before.trouble()));
            if (!gaps.isEmpty()) {
                neverShown(before.retentionDays(), startedAt)
                        .forEach(gap -> gaps.add(Gap.closed(last, gap.until(), gap.reason())));
            }
        }
        return gaps.stream().filter(gap -> !gap.isEmpty()).toList();
    }

    /**
     * What is left of a pause before the first whole walk, up to which no other measure tells how long nobody listed.
     *
     * @param listed start of the last walk before whose list was committed; null if there was none
     */
    static List<Gap> betweenLists(StreamRow before, @Nullable Instant listed, Instant startedAt, Duration promise) {
        return listed == null || before.completeUntil() != null
                ? List.of()
                : pause(listed, startedAt, promise, before.trouble());
    }

    /** What an old Nova has hidden for good once it shows all: also the past, unless that had been read whole before. */
    static List<Gap> hidden(StreamRow before, Instant until) {
        var whole = before.wholeSince();
        var limited = before.limitedSince();
        var since = whole != null && limited != null && whole.isBefore(limited) ? limited : Instant.EPOCH;
        return before.limitation() == GapReason.MICROVERSION && since.isBefore(until)
                ? List.of(Gap.closed(since, until, GapReason.MICROVERSION))
                : List.of();
    }

    /**
     * What is left of the time from {@code last} to {@code startedAt}, in which nothing was read.
     *
     * @param trouble why; null if nobody was there to see
     */
    static List<Gap> pause(Instant last, Instant startedAt, Duration promise, @Nullable GapReason trouble) {
        return Duration.between(last, startedAt).compareTo(promise) > 0
                ? List.of(Gap.closed(last, startedAt, trouble == null ? GapReason.OUTAGE : trouble))
                : List.of();
    }

    /** What the upstream had dropped before the first whole walk, which began at {@code first}. */
    static List<Gap> neverShown(@Nullable Integer retentionDays, Instant first) {
        return retentionDays == null
                ? List.of()
                : List.of(Gap.closed(Instant.EPOCH, first.minus(Duration.ofDays(retentionDays)), GapReason.RETENTION));
    }
}
