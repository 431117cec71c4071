package io.changetrail.timeline;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.ecs.Outcome;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.PropertyChange;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One readable line about an entry; for people, not to be parsed. */
final class Summary {

    private static final int SHOWN_DIFFERENCES = 2;
    private static final int VALUE_LENGTH = 40;
    private static final int ID_LENGTH = 8;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** What a person wants to read first when a change has many parts. */
    private static final List<String> FIRST = List.of(
            "/properties/flavor/id",
            "/properties/status",
            "/name",
            "/properties/ExtVolumesAttached",
            "/properties/addresses",
            "/properties/securityGroup",
            "/properties/locked",
            "/properties/metadata",
            "/properties",
            "/relations");

    private Summary() {}

    static String of(InstanceAction action, Outcome outcome) {
        var user = action.userId();
        var by = user == null ? "Nova itself" : shortened(user);
        return oneLine(action.action() + " by " + by + (outcome == Outcome.FAILED ? ", failed" : ""));
    }

    static String of(HistoryItem item) {
        if (item.isFirst()) {
            return "first seen";
        }
        if (item.isDelete()) {
            return "deleted";
        }
        if (item.diff().isEmpty()) {
            return "nothing changed";
        }
        var shown = item.diff().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, PropertyChange> change) -> place(change.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .limit(SHOWN_DIFFERENCES)
                .map(change -> label(change.getKey()) + " " + difference(change.getValue()))
                .collect(Collectors.joining(", "));
        var more = item.diff().size() - SHOWN_DIFFERENCES;
        return oneLine(more > 0 ? shown + ", " + more + " more" : shown);
    }

    private static int place(String path) {
        for (int place = 0; place < FIRST.size(); place++) {
            if (path.startsWith(FIRST.get(place))) {
                return place;
            }
        }
        return FIRST.size();
    }

    private static String label(String path) {
        if (path.equals("/properties/flavor/id")) {
            return "flavor";
        }
        var plain = path.startsWith("/properties/") ? path.substring("/properties/".length()) : path.substring(1);
        return plain.replace('/', ' ').replace("~1", "/").replace("~0", "~");
    }

    private static String difference(PropertyChange change) {
        if (change.before() == null) {
            return isContainer(change.after()) ? "added" : "set to " + value(change.after());
        }
        if (change.after() == null) {
            return "removed";
        }
        return isContainer(change.after()) ? "changed" : value(change.before()) + " -> " + value(change.after());
    }

    private static boolean isContainer(@Nullable JsonNode value) {
        return value != null && value.isContainer();
    }

    private static String value(@Nullable JsonNode value) {
        if (value == null) {
            return "nothing";
        }
        var text = value.isString() ? value.stringValue() : value.toString();
        return text.isEmpty() ? "\"\"" : text.length() > VALUE_LENGTH ? text.substring(0, VALUE_LENGTH) + "…" : text;
    }

    private static String shortened(String id) {
        return id.length() > ID_LENGTH ? id.substring(0, ID_LENGTH) + "…" : id;
    }

    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }
}
