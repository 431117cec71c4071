package io.changetrail.rms;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares two captures of one resource, path by path, as {@code api.md} defines the keys of a diff. */
public final class Diffs {

    private static final String STATE = "/state";
    private static final String UPDATED = "/updated";

    private Diffs() {}

    /**
     * What {@code item} shows that {@code predecessor} did not.
     *
     * @param predecessor the history item captured before, null for the first: then nothing is different
     * @param deleted whether the item tells of a deletion: then the state alone counts, the rest is merely not told any more
     * @return by path in natural order; empty if nothing differs
     */
    public static Map<String, PropertyChange> between(@Nullable JsonNode predecessor, JsonNode item, boolean deleted) {
        if (predecessor == null) {
            return Map.of();
        }
        if (deleted) {
            return Map.of(STATE, new PropertyChange(state(predecessor), state(item)));
        }
        var before = Leaves.differing(predecessor, item);
        var after = Leaves.differing(item, predecessor);
        var diff = new LinkedHashMap<String, PropertyChange>();
        values("", before.values(), after.values(), diff);
        elements(before.elements(), after.elements(), diff);
        if (diff.isEmpty()) {
            touched(predecessor, item, diff);
        }
        return diff;
    }

    /** What an item shows, by the paths that a diff names: every value, and every list element with an identity as a whole. */
    public static Map<String, JsonNode> shown(JsonNode item) {
        var leaves = Leaves.of(item);
        var shown = new TreeMap<>(leaves.values());
        shown.putAll(leaves.elements());
        return shown;
    }

    private static void values(
            String prefix,
            Map<String, JsonNode> before,
            Map<String, JsonNode> after,
            Map<String, PropertyChange> diff) {
        var paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (var path : paths) {
            var old = before.get(path);
            var now = after.get(path);
            if (!Objects.equals(old, now) && !(path.equals(STATE) && sameState(old, now))) {
                diff.put(prefix + path, new PropertyChange(old, now));
            }
        }
    }

    private static void elements(
            Map<String, JsonNode> before, Map<String, JsonNode> after, Map<String, PropertyChange> diff) {
        var paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (var path : paths) {
            var old = before.get(path);
            var now = after.get(path);
            if (old == null || now == null) {
                diff.put(path, new PropertyChange(old, now));
            } else if (!old.equals(now)) {
                values(path, fields(old), fields(now), diff);
            }
        }
    }

    private static Map<String, JsonNode> fields(JsonNode element) {
        var fields = new LinkedHashMap<String, JsonNode>();
        element.properties().forEach(field -> fields.put("/" + Leaves.escaped(field.getKey()), field.getValue()));
        return fields;
    }

    private static void touched(JsonNode predecessor, JsonNode item, Map<String, PropertyChange> diff) {
        var old = predecessor.path("resource").get("updated");
        var now = item.path("resource").get("updated");
        if (!Objects.equals(old, now)) {
            diff.put(UPDATED, new PropertyChange(old, now));
        }
    }

    private static @Nullable JsonNode state(JsonNode item) {
        return item.path("resource").get("state");
    }

    /** RMS writes {@code normal}, {@code Normal} and null for the same ({@code upstream.md} 2.6). */
    private static boolean sameState(@Nullable JsonNode old, @Nullable JsonNode now) {
        return stateName(old).equals(stateName(now));
    }

    private static String stateName(@Nullable JsonNode state) {
        return state == null || state.isNull() ? "normal" : state.asString("").toLowerCase(Locale.ROOT);
    }
}
