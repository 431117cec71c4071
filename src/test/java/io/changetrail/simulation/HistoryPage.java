package io.changetrail.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One page of an RMS list.
 *
 * @param next opaque to callers: URL-safe base64 of the last row's key; null on the last page
 */
record HistoryPage<T>(List<T> rows, @Nullable String next) {

    private static final int MOST_ROWS = 200;

    /**
     * Cuts the page that a call asks for; a marker names the last row seen, so rows that appear meanwhile do not shift pages.
     *
     * @param all in the order asked for
     * @param key unique and stable in {@code all}
     */
    static <T> HistoryPage<T> of(
            List<T> all, Function<T, String> key, Query query, int usual, SimulationSettings settings) {
        var size = Math.min(limit(query, usual), settings.historyPage());
        var rest = after(all, key, query.first("marker"));
        var rows = rest.stream().limit(size).toList();
        var more = rest.size() > rows.size() || (settings.emptyLastPage() && rows.size() == size);
        return new HistoryPage<>(rows, more ? marker(key.apply(rows.getLast())) : null);
    }

    JsonNode pageInfo() {
        return PythonJson.object().put("current_count", rows.size()).put("next_marker", next);
    }

    private static int limit(Query query, int usual) {
        var text = query.first("limit");
        if (text == null) {
            return usual;
        }
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_ROWS) {
            throw HistoryFault.badLimit();
        }
        return Integer.parseInt(text);
    }

    private static <T> List<T> after(List<T> all, Function<T, String> key, @Nullable String marker) {
        if (marker == null) {
            return all;
        }
        if (!marker.matches("[A-Za-z0-9+/=%\\-_]{4,400}")) {
            throw HistoryFault.badMarker();
        }
        var named = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        var last = all.stream().map(key).toList().indexOf(named);
        if (last < 0) {
            throw HistoryFault.badMarker();
        }
        return all.subList(last + 1, all.size());
    }

    private static String marker(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
