package io.changetrail.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one project shares in the walks of its domain: from when on, and how far. Only what differs from the domain's stream is
 * remembered here, so of a project that every walk included there is nothing but its name.
 *
 * @param id empty for all projects that nothing is remembered of
 * @param included whether the last committed list was read for it too
 * @param since start of the first walk that included it; null if the stream's first did
 * @param wholeSince start of the first whole walk that included it; null before, and without {@code since}
 * @param onboardedSince nothing before it was ever asked for; null if all was, and without {@code since}
 * @param leftAt how far it is complete, or listed if it was never complete, from when walks leave it out until a whole one
 *     includes it again
 */
record WalkedProject(
        String id,
        boolean included,
        @Nullable Instant since,
        @Nullable Instant wholeSince,
        @Nullable Instant onboardedSince,
        @Nullable Instant leftAt) {

    /** Stands for all projects that nothing is remembered of. */
    static final String ALL = "";

    static WalkedProject fromTheFirst(String id) {
        return new WalkedProject(id, true, null, null, null, null);
    }

    static WalkedProject added(String id, Instant at) {
        return new WalkedProject(id, true, at, null, null, null);
    }

    WalkedProject named(String other) {
        return new WalkedProject(other, included, since, wholeSince, onboardedSince, leftAt);
    }

    /** Whether its coverage differs from the stream's now. */
    boolean isApart() {
        return leftAt != null || isUnread();
    }

    /** The stream as far as its walks included this project. */
    StreamRow of(StreamRow stream) {
        var unread = isUnread();
        return new StreamRow(
                stream.key(),
                stream.cursor(),
                unread ? null : completeUntil(stream),
                stream.sweepAt(),
                unread ? null : sweptUntil(stream),
                since == null ? stream.walkedSince() : since,
                since == null ? stream.wholeSince() : wholeSince,
                stream.wholeBeganAt(),
                stream.quiet(),
                leftAt == null ? stream.trouble() : GapReason.OUTAGE,
                stream.limitation(),
                stream.limitedSince(),
                since == null && stream.backfilling(),
                since == null ? stream.onboardedSince() : onboardedSince,
                stream.recorderOnAt(),
                stream.retentionDays(),
                stream.told());
    }

    /**
     * A list that is about to be committed leaves it out.
     *
     * @param before the stream until now
     */
    WalkedProject left(StreamRow before, Instant at) {
        if (leftAt != null) {
            return new WalkedProject(id, false, since, wholeSince, onboardedSince, leftAt);
        }
        var complete = isUnread() ? null : before.completeUntil();
        var last = complete == null ? before.cursor() : complete;
        var began = since == null && complete == null ? Gaps.ever(before.walkedSince()) : since;
        return new WalkedProject(
                id, false, began, wholeSince, onboardedSince, last == null ? at : Gaps.earlier(last, at));
    }

    /** Lists are read for it again; how it was without them is settled by a whole walk if an earlier one was whole, else at once. */
    WalkedProject returned() {
        return new WalkedProject(id, true, since, wholeSince, onboardedSince, isUnread() ? null : leftAt);
    }

    /** What its return leaves behind for good. */
    List<Gap> closedByReturn(Instant at, Duration promise) {
        return leftAt != null && isUnread() ? Healing.pause(leftAt, at, promise, GapReason.OUTAGE) : List.of();
    }

    /**
     * A walk that included it was whole.
     *
     * @param before the stream until then
     * @param asked as configured since {@code configuredAt}; null for all
     */
    WalkedProject whole(StreamRow before, Instant startedAt, @Nullable Instant asked, Instant configuredAt) {
        if (since == null) {
            return fromTheFirst(id);
        }
        var onboarded = Onboarding.since(of(before), asked, configuredAt);
        return new WalkedProject(id, true, since, wholeSince == null ? startedAt : wholeSince, onboarded, null);
    }

    /** What such a walk leaves behind for good, beside what it leaves behind for the whole domain. */
    List<Gap> closedByWhole(StreamRow before, Instant startedAt, Duration promise) {
        return isApart() ? Healing.of(of(before), startedAt, promise) : List.of();
    }

    private boolean isUnread() {
        return since != null && wholeSince == null;
    }

    private @Nullable Instant completeUntil(StreamRow stream) {
        return leftAt == null ? stream.completeUntil() : leftAt;
    }

    private @Nullable Instant sweptUntil(StreamRow stream) {
        var swept = stream.sweptUntil();
        return swept == null || leftAt == null ? swept : Gaps.earlier(swept, leftAt);
    }
}
