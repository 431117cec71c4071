package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * How what is learned of a kind of action differs from what is in use.
 *
 * @param before share of such actions thought to change the family, in 0..1
 */
record KindChange(String action, int actions, Family family, double before, double after) {

    private static final double WORTH_IT = 0.1;

    /** Differences large enough to move scores, by action and family. */
    static List<KindChange> between(Map<String, KindCounts> used, Map<String, KindCounts> learned) {
        var changes = new ArrayList<KindChange>();
        for (var action : new TreeSet<>(learned.keySet())) {
            var before = used.getOrDefault(action, KindCounts.NONE).effects();
            var counts = Objects.requireNonNull(learned.get(action));
            counts.effects().changes().forEach((family, change) -> {
                var old = Objects.requireNonNull(before.change(family)).visibility();
                if (Math.abs(old - change.visibility()) > WORTH_IT) {
                    changes.add(new KindChange(action, counts.actions(), family, old, change.visibility()));
                }
            });
        }
        return changes;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%s (%d seen) changes %s: %.0f %% -> %.0f %%",
                action,
                actions,
                family.words(),
                100 * before,
                100 * after);
    }
}
