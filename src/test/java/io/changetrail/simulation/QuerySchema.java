package io.changetrail.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Nova's checks of list parameters, in its words; a bad value is reported before an unknown name. */
final class QuerySchema {

    static final int MOST_ROWS = 1000;

    private QuerySchema() {}

    static void check(Query query, List<String> known, boolean closed) {
        for (var name : known) {
            var all = query.values().get(name);
            if (all != null) {
                single(name, all);
                value(name, all.getFirst());
            }
        }
        var unknown = new TreeSet<>(query.values().keySet());
        unknown.removeAll(Set.copyOf(known));
        if (closed && !unknown.isEmpty()) {
            throw ComputeFault.badRequest("Additional properties are not allowed ("
                    + unknown.stream().map(QuerySchema::repr).collect(Collectors.joining(", "))
                    + (unknown.size() == 1 ? " was" : " were") + " unexpected)");
        }
    }

    /** The page size asked for, at most 1000; {@code usual} if none was. */
    static int limit(Query query, int usual) {
        var text = query.first("limit");
        if (text == null) {
            return usual;
        }
        var digits = text.replaceFirst("^0+(?=.)", "");
        return digits.length() > 4 ? MOST_ROWS : Math.min(Integer.parseInt(digits), MOST_ROWS);
    }

    /** Null if the parameter is absent; its form must have been checked. */
    static @Nullable Instant time(Query query, String name) {
        var text = query.first(name);
        return text == null ? null : NovaTime.read(text).orElse(null);
    }

    static String repr(String text) {
        return "'" + text + "'";
    }

    private static void single(String name, List<String> values) {
        if (values.size() > 1) {
            var list = values.stream().map(QuerySchema::repr).collect(Collectors.joining(", ", "[", "]"));
            throw invalid(name, list, list + " is too long");
        }
    }

    private static void value(String name, String value) {
        if (name.equals("limit") && value.isEmpty()) {
            throw invalid(name, value, "'' is too short");
        }
        if (name.equals("limit") && !value.matches("[0-9]*")) {
            throw invalid(name, value, repr(value) + " does not match '^[0-9]*$'");
        }
        if (name.startsWith("changes-")) {
            var time =
                    NovaTime.read(value).orElseThrow(() -> invalid(name, value, repr(value) + " is not a 'date-time'"));
            if (time.isAfter(Instant.parse("9999-12-31T23:59:59.999999Z"))) {
                throw ComputeFault.unexpected("OverflowError");
            }
        }
    }

    private static ComputeFault invalid(String name, String value, String why) {
        return ComputeFault.badRequest("Invalid input for query parameters " + name + ". Value: " + value + ". " + why);
    }
}
