package io.changetrail.correlation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each action of Nova can change, read from {@code effects.json}, whose version is part of what links depend on. */
final class EffectTable {

    private static final double USUAL_VISIBILITY = 0.93;
    private static final double UNKNOWN_VISIBILITY = 0.15;
    private static final ActionEffects UNKNOWN = unknown();

    private final int version;
    private final Map<String, ActionEffects> rows;

    private EffectTable(int version, Map<String, ActionEffects> rows) {
        this.version = version;
        this.rows = Map.copyOf(rows);
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

    int version() {
        return version;
    }

    /** The row of the action, or what is allowed for a name that the table does not have: anything, rarely. */
    ActionEffects of(String action) {
        return rows.getOrDefault(action, UNKNOWN);
    }

    private static ActionEffects row(JsonNode row) {
        var changes = new EnumMap<Family, ActionEffects.Change>(Family.class);
        row.path("changes")
                .properties()
                .forEach(change -> changes.put(Family.named(change.getKey()), change(change.getValue())));
        return new ActionEffects(
                true,
                changes,
                strings(row.path("task")),
                strings(row.path("running")),
                row.path("touches").asBoolean(),
                row.path("launched").asBoolean());
    }

    private static ActionEffects.Change change(JsonNode change) {
        var targets = new HashMap<String, List<String>>();
        change.properties().stream()
                .filter(property -> property.getValue().isArray())
                .forEach(property -> targets.put(property.getKey(), strings(property.getValue())));
        return new ActionEffects.Change(change.path("visibility").asDouble(USUAL_VISIBILITY), Map.copyOf(targets));
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static ActionEffects unknown() {
        var changes = new EnumMap<Family, ActionEffects.Change>(Family.class);
        for (var family : Family.values()) {
            if (family.exclusive() && family != Family.LIFECYCLE) {
                changes.put(family, new ActionEffects.Change(UNKNOWN_VISIBILITY, Map.of()));
            }
        }
        return new ActionEffects(false, changes, List.of(), List.of(), false, false);
    }
}
