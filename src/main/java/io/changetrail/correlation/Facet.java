package io.changetrail.correlation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Paths of one change that one writer wrote together.
 *
 * @param key element of a set, such as a volume id; empty otherwise
 * @param paths diff keys, sorted
 * @param values old and new value of the properties that actions have targets for, by the name used in {@code effects.json}
 */
record Facet(Family family, String key, List<String> paths, Map<String, Values> values) {

    /** A value before and after; null if absent or JSON null. */
    record Values(@Nullable String before, @Nullable String after) {}

    @Nullable
    Values value(String property) {
        return values.get(property);
    }
}
