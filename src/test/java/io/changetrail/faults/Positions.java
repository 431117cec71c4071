package io.changetrail.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks for streams whose cursor or claim of completeness went back, or ran ahead of the clock. */
final class Positions {

    private Positions() {}

    static List<String> backwards(List<Snapshot> snapshots) {
        var found = new ArrayList<String>();
        look("cursor", Position::cursor, snapshots, found);
        look("complete_until", Position::completeUntil, snapshots, found);
        return found;
    }

    private static void look(
            String name, Function<Position, @Nullable Instant> part, List<Snapshot> snapshots, List<String> found) {
        Map<String, Instant> furthest = new HashMap<>();
        for (var snapshot : snapshots) {
            for (var position : snapshot.positions()) {
                var now = part.apply(position);
                var before = furthest.get(position.stream());
                if (before != null && (now == null || now.isBefore(before))) {
                    found.add("%s of %s went from %s to %s".formatted(name, position.stream(), before, now));
                }
                if (now != null && now.isAfter(snapshot.serviceTime())) {
                    found.add("%s of %s is %s at %s".formatted(name, position.stream(), now, snapshot.serviceTime()));
                }
                if (now != null) {
                    furthest.put(position.stream(), now);
                }
            }
        }
    }
}
