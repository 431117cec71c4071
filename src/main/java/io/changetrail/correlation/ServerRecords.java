package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All records of one server in an order that does not depend on how they arrived.
 *
 * @param footprints by end, start and Nova's rank
 * @param touching those that move Nova's {@code updated}, in the same order
 * @param captures by capture time
 */
record ServerRecords(List<Footprint> footprints, List<Footprint> touching, List<Capture> captures) {

    private static final Comparator<Footprint> BY_END = Comparator.comparingLong(Footprint::end)
            .thenComparingLong(Footprint::start)
            .thenComparingInt(footprint -> footprint.action().rank())
            .thenComparing(footprint -> footprint.action().id());
    private static final Comparator<HistoryItem> BY_CAPTURE =
            Comparator.comparing(HistoryItem::captureTime).thenComparing(HistoryItem::id);

    static ServerRecords of(List<InstanceAction> actions, List<HistoryItem> items, EffectTable table) {
        var sorted = actions.stream()
                .map(action -> Footprint.of(action, table.of(action.action())))
                .sorted(BY_END)
                .toList();
        var footprints = new ArrayList<Footprint>();
        sorted.forEach(footprint -> footprints.add(footprint.at(footprints.size())));
        var touching =
                footprints.stream().filter(one -> one.effects().touches()).toList();
        var captures = captures(items, touching);
        captures.sort(Comparator.comparingLong(Capture::time));
        return new ServerRecords(List.copyOf(footprints), touching, List.copyOf(captures));
    }

    private static List<Capture> captures(List<HistoryItem> items, List<Footprint> touching) {
        var captures = new ArrayList<Capture>();
        Long shown = null;
        for (var item : items.stream().sorted(BY_CAPTURE).toList()) {
            captures.add(Capture.of(item, shown, unseen(item, touching)));
            if (item.updated() != null) {
                var updated = item.updated().toEpochMilli();
                shown = shown == null ? updated : Math.max(shown, updated);
            }
        }
        return captures;
    }

    private static @Nullable Footprint unseen(HistoryItem item, List<Footprint> touching) {
        if (item.updated() == null) {
            return null;
        }
        var updated = item.updated().toEpochMilli();
        var time = Math.max(item.captureTime().toEpochMilli(), updated);
        var since = Math.max(updated + 2 * Footprint.SECOND + 1, time - Reach.HORIZON);
        for (var i = firstEndingFrom(touching, since); i < touching.size(); i++) {
            var footprint = touching.get(i);
            if (footprint.end() > time + Reach.SKEW) {
                return null;
            }
            if (!footprint.failed() && !footprint.open()) {
                return footprint;
            }
        }
        return null;
    }

    /** The first place in the list, which is sorted by end, whose end is not before {@code time}. */
    static int firstEndingFrom(List<Footprint> sorted, long time) {
        var low = 0;
        var high = sorted.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (sorted.get(middle).end() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first place in captures whose time is not before {@code time}. */
    int firstCaptureFrom(long time) {
        var low = 0;
        var high = captures.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (captures.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    List<Capture> captures(Span span) {
        return captures.subList(firstCaptureFrom(span.from()), firstCaptureFrom(span.to() + 1));
    }

    /** The first capture with an {@code updated} that is not before {@code time}; null if none has. */
    @Nullable
    Capture firstUpdatedFrom(long time) {
        for (var i = firstCaptureFrom(time); i < captures.size(); i++) {
            var updated = captures.get(i).updated();
            if (updated != null && updated >= time) {
                return captures.get(i);
            }
        }
        return null;
    }

    /** Whether anything was captured in {@code [since, until)}. */
    boolean capturedBetween(long since, long until) {
        var first = firstCaptureFrom(since);
        return first < captures.size() && captures.get(first).time() < until;
    }
}
