package io.changetrail.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts entries by what the lists say of them; blocks on the database, so never for an event-loop thread. It reads the
 * entries themselves: outcomes and attributions depend on the time of asking, and must be the same here as there.
 */
@Component
public final class Stats {

    private static final int CHUNK = 1000;
    private static final Disclosure NOTHING = new Disclosure(false, false);
    private static final Comparator<Key> ORDER = Comparator.comparing(Key::bucket)
            .thenComparing(Key::kind)
            .thenComparing(key -> Objects.requireNonNullElse(key.action(), ""))
            .thenComparing(key -> Objects.requireNonNullElse(key.outcome(), ""))
            .thenComparing(key -> Objects.requireNonNullElse(key.attribution(), ""))
            .thenComparing(key -> Objects.requireNonNullElse(key.serverId(), ""));

    private final Timelines timelines;

    Stats(Timelines timelines) {
        this.timelines = timelines;
    }

    /** Buckets without entries have no row; oldest first. */
    public List<Stat> count(TimelineQuery query, Duration bucket, boolean byServer, Instant now) {
        Map<Key, Long> counts = new HashMap<>();
        @Nullable Position after = null;
        do {
            var page = timelines.page(query.chunk(CHUNK, after), NOTHING, now);
            page.entries().forEach(entry -> counts.merge(key(entry, bucket, byServer), 1L, Long::sum));
            after = page.next();
        } while (after != null);
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(count -> count.getKey().counted(count.getValue()))
                .toList();
    }

    private static Key key(TimelineEntry entry, Duration bucket, boolean byServer) {
        var seconds = Math.floorDiv(entry.time().getEpochSecond(), bucket.toSeconds()) * bucket.toSeconds();
        var action = entry.action();
        var change = entry.change();
        return new Key(
                Instant.ofEpochSecond(seconds),
                entry.kind(),
                action == null ? null : action.action(),
                action == null ? null : action.outcome(),
                change == null ? null : change.attribution(),
                byServer ? entry.serverId() : null);
    }

    private record Key(
            Instant bucket,
            String kind,
            @Nullable String action,
            @Nullable String outcome,
            @Nullable String attribution,
            @Nullable String serverId) {

        Stat counted(long count) {
            return new Stat(bucket, kind, action, outcome, attribution, serverId, count);
        }
    }
}
