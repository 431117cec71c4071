package io.changetrail.correlation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each action of Nova can change, read from {@code effects.json}, whose version is part of what links depend on. */
final class EffectTable {

    private static final double USUAL_VISIBILITY = 0.93;

    private final int version;
    private final Map<String, ActionEffects> rows;

    private EffectTable(int version, Map<String, ActionEffects> rows) {
        this.version = version;
        this.rows = Map.copyOf(rows);
    }

    /** This table, and what was learned of the names it does not have. */
    EffectTable with(Map<String, KindCounts> counts) {
        var all = new HashMap<String, ActionEffects>();
        counts.forEach((name, count) -> all.put(name, count.effects()));
        all.putAll(rows);
        return new EffectTable(version, all);
    }

    static EffectTable load() {
        try (var stream = Objects.requireNonNull(EffectTable.class.getResourceAsStream("effects.json"))) {
            return of(JsonMapper.shared().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EffectTable of(JsonNode document) {
        var rows = new HashMap<String, ActionEffects>();
        document.path("actions").properties().forEach(row -> rows.put(row.getKey(), row(row.getValue())));
        return new EffectTable(document.path("version").asInt(), rows);
    }

    /** The names that have a row. */
    Set<String> names() {
        return rows.keySet();
    }

    int version() {
        return version;
    }

    /** The row of the action, or what is allowed for a name of which nothing is known: anything, rarely. */
    ActionEffects of(String action) {
        return rows.getOrDefault(action, KindCounts.NOTHING_KNOWN);
    }

    private static ActionEffects row(JsonNode row) {
        var changes = new EnumMap<Family, ActionEffects.Change>(Family.class);
        row.path("changes")
                .properties()
                .forEach(change -> changes.put(Family.named(change.getKey()), change(change.getValue())));
        return new ActionEffects(
                true,
                0,
                changes,
                strings(row.path("task")),
                strings(row.path("running")),
                row.path("touches").asBoolean(),
                !row.path("touches").asBoolean(),
                row.path("launched").asBoolean());
    }

    private static ActionEffects.Change change(JsonNode change) {
        var targets = new HashMap<String, List<String>>();
        change.properties().stream()
                .filter(property -> property.getValue().isArray())
                .forEach(property -> targets.put(property.getKey(), strings(property.getValue())));
        return new ActionEffects.Change(
                change.path("visibility").asDouble(USUAL_VISIBILITY), Map.copyOf(targets), Map.of());
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
