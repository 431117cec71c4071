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

/** What each action of Nova can change, read from {@code effects.json}, with the model that says how likely it is seen. */
final class EffectTable {

    private final Model model;
    private final Map<String, ActionEffects> rows;

    private EffectTable(Model model, Map<String, ActionEffects> rows) {
        this.model = model;
        this.rows = Map.copyOf(rows);
    }

    /** This table, and what was learned of the names it does not have. */
    EffectTable with(Map<String, KindCounts> counts) {
        var all = new HashMap<String, ActionEffects>();
        counts.forEach((name, count) -> all.put(name, count.effects()));
        all.putAll(rows);
        return new EffectTable(model, all);
    }

    /** With the shipped model. */
    static EffectTable load() {
        return load(ModelFile.shipped());
    }

    static EffectTable load(Model model) {
        try (var stream = Objects.requireNonNull(EffectTable.class.getResourceAsStream("effects.json"))) {
            return of(JsonMapper.shared().readTree(stream), model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EffectTable of(JsonNode document, Model model) {
        var rows = new HashMap<String, ActionEffects>();
        document.path("actions").properties().forEach(row -> rows.put(row.getKey(), row(row.getValue(), model)));
        return new EffectTable(model, rows);
    }

    /** The names that have a row. */
    Set<String> names() {
        return rows.keySet();
    }

    Model model() {
        return model;
    }

    /** The number of the model and of this table: of all that links depend on beside the records. */
    int version() {
        return model.version();
    }

    /** The row of the action, or what is allowed for a name of which nothing is known: anything, rarely. */
    ActionEffects of(String action) {
        return rows.getOrDefault(action, KindCounts.NOTHING_KNOWN);
    }

    private static ActionEffects row(JsonNode row, Model model) {
        var changes = new EnumMap<Family, ActionEffects.Change>(Family.class);
        row.path("changes").properties().forEach(change -> {
            var family = Family.named(change.getKey());
            changes.put(family, change(change.getValue(), model.habit(family).visible()));
        });
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

    private static ActionEffects.Change change(JsonNode change, double visible) {
        var targets = new HashMap<String, List<String>>();
        change.properties().stream()
                .filter(property -> property.getValue().isArray())
                .forEach(property -> targets.put(property.getKey(), strings(property.getValue())));
        return new ActionEffects.Change(change.path("visibility").asDouble(visible), Map.copyOf(targets), Map.of());
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
