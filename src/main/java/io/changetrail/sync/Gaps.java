package io.changetrail.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calculates with gaps. */
final class Gaps {

    private static final Comparator<Gap> IN_ORDER =
            Comparator.comparing(Gap::since).thenComparing(Gap::until).thenComparing(Gap::reason);

    private Gaps() {}

    /** The parts inside {@code [since, until)}, by beginning; what touches and has the same reason is one gap. */
    static List<Gap> within(Collection<Gap> gaps, Instant since, Instant until) {
        Map<GapReason, List<Gap>> merged = new EnumMap<>(GapReason.class);
        gaps.stream()
                .map(gap -> new Gap(later(gap.since(), since), earlier(gap.until(), until), gap.reason(), gap.open()))
                .filter(gap -> !gap.isEmpty())
                .sorted(IN_ORDER)
                .forEach(gap -> append(merged.computeIfAbsent(gap.reason(), reason -> new ArrayList<>()), gap));
        return merged.values().stream().flatMap(List::stream).sorted(IN_ORDER).toList();
    }

    /** Whether no moment of {@code [since, until)} is outside all blinding gaps; there is none in an empty interval. */
    static boolean blind(Collection<Gap> gaps, Instant since, Instant until) {
        var seen = since;
        for (var gap : gaps.stream()
                .filter(gap -> gap.reason().blinding())
                .sorted(IN_ORDER)
                .toList()) {
            if (gap.since().isAfter(seen)) {
                return false;
            }
            seen = later(seen, gap.until());
        }
        return !seen.isBefore(until);
    }

    /** A time of which nobody knows when it began. */
    static Instant ever(@Nullable Instant since) {
        return Objects.requireNonNullElse(since, Instant.EPOCH);
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void append(List<Gap> merged, Gap next) {
        var last = merged.isEmpty() ? null : merged.getLast();
        if (last == null || next.since().isAfter(last.until())) {
            merged.add(next);
        } else {
            var until = later(last.until(), next.until());
            merged.set(merged.size() - 1, new Gap(last.since(), until, last.reason(), last.open() || next.open()));
        }
    }
}
