package io.changetrail.sync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * When the account's resource recorder was on. While it is off nothing is recorded, so that gap stays for good, unlike one in
 * which only nobody read.
 */
@Component
public class RecorderSightings {

    private final StreamRows streams;
    private final GapRows gaps;
    private final CoverageNews news;

    RecorderSightings(StreamRows streams, GapRows gaps, CoverageNews news) {
        this.streams = streams;
        this.gaps = gaps;
        this.news = news;
    }

    /**
     * It is on while the walk is under way.
     *
     * @param retentionDays how long its records are kept; null if it did not say
     */
    @Transactional
    public void on(Walk walk, @Nullable Integer retentionDays) {
        var before = streams.locked(walk);
        var closed = new ArrayList<>(offUntil(before, walk.startedAt()));
        if (retentionDays != null && before.retentionDays() == null && before.wholeSince() != null) {
            closed.addAll(Healing.neverShown(retentionDays, before.wholeSince()));
        }
        close(
                walk,
                closed,
                "limitation = null, limited_since = null, recorder_on_at = greatest(recorder_on_at, :at)"
                        + (retentionDays == null ? "" : ", retention_days = " + retentionDays));
    }

    /** Nothing says whether it is on, but all histories that were refused can be read again. */
    @Transactional
    public void readable(Walk walk) {
        var closed = offUntil(streams.locked(walk), walk.startedAt());
        if (!closed.isEmpty()) {
            close(walk, closed, "limitation = null, limited_since = null");
        }
    }

    /** It is off, for as long as it may have been: histories that were read meanwhile may have been standing still. */
    @Transactional
    public void off(Walk walk) {
        off(walk, () -> null);
    }

    /**
     * A history was refused because it is off.
     *
     * @param lastRead when the last history was served, which was not refused; null if none ever was
     */
    @Transactional
    public void refused(Walk walk, Supplier<@Nullable Instant> lastRead) {
        off(walk, lastRead);
    }

    private void off(Walk walk, Supplier<@Nullable Instant> unlessSeen) {
        var before = streams.locked(walk);
        if (before.limitation() == GapReason.RECORDER_OFF) {
            return;
        }
        var since = before.recorderOnAt() == null ? unlessSeen.get() : before.recorderOnAt();
        streams.change(
                        walk,
                        "limitation = 'recorder_off', limited_since = :since",
                        Map.of("since", Gaps.ever(since).atOffset(ZoneOffset.UTC)))
                .ifPresent(after -> news.tell(after, List.of()));
    }

    private void close(Walk walk, List<Gap> closed, String assignments) {
        gaps.keep(walk.stream(), closed);
        streams.change(walk, assignments, Map.of()).ifPresent(after -> news.tell(after, closed));
    }

    private static List<Gap> offUntil(StreamRow before, Instant now) {
        if (before.limitation() != GapReason.RECORDER_OFF) {
            return List.of();
        }
        var gap = Gap.closed(Gaps.ever(before.limitedSince()), now, GapReason.RECORDER_OFF);
        return gap.isEmpty() ? List.of() : List.of(gap);
    }
}
