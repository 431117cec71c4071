package io.changetrail.ecs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All actions of a server from one reading of Nova's list, put together from its pages.
 *
 * <p>A marker stands for the newest row with that request id. Where two rows share one at the end of a page, the next page
 * therefore begins with rows that were there already; these are recognised by their place, not by their looks.
 */
final class ActionList {

    private final List<JsonNode> newestFirst = new ArrayList<>();
    private final List<Optional<ActionRow>> rows = new ArrayList<>();
    private @Nullable Instant servedAt;

    void add(JsonNode page, Instant servedAt) {
        if (this.servedAt == null) {
            this.servedAt = servedAt;
        }
        var repeated = repeatedAtTheStartOf(page);
        for (int i = repeated; i < page.size(); i++) {
            newestFirst.add(page.get(i));
            rows.add(ActionRow.parse(page.get(i)));
        }
    }

    /** The upstream's clock at the first page; null before it. */
    @Nullable
    Instant servedAt() {
        return servedAt;
    }

    /** The rows that can be read, oldest first, each with its place in Nova's order and its number among its twins. */
    List<Placed> placed() {
        var placed = new ArrayList<Placed>();
        Map<List<Object>, Integer> twins = new HashMap<>();
        for (int rank = 0; rank < rows.size(); rank++) {
            var row = rows.get(rows.size() - 1 - rank);
            if (row.isPresent()) {
                var found = row.get();
                var key = List.<Object>of(found.requestId(), found.action(), found.startTime());
                placed.add(new Placed(found, rank, twins.merge(key, 1, Integer::sum) - 1));
            }
        }
        return placed;
    }

    /** The rows that cannot be read. */
    List<JsonNode> unreadable() {
        return IntStream.range(0, rows.size())
                .filter(row -> rows.get(row).isEmpty())
                .mapToObj(newestFirst::get)
                .toList();
    }

    private int repeatedAtTheStartOf(JsonNode page) {
        if (newestFirst.isEmpty()) {
            return 0;
        }
        var marker = requestId(newestFirst.getLast());
        int newest = 0;
        while (!requestId(newestFirst.get(newest)).equals(marker)) {
            newest++;
        }
        int repeated = newestFirst.size() - 1 - newest;
        for (int i = 0; i < repeated; i++) {
            if (!page.path(i).equals(newestFirst.get(newest + 1 + i))) {
                return 0;
            }
        }
        return repeated;
    }

    private static String requestId(JsonNode row) {
        return row.path("request_id").asString("");
    }

    /**
     * A row and its place.
     *
     * @param rank 0 for the server's oldest action
     * @param ordinal 0 for the oldest of those that agree in request id, action and start time
     */
    record Placed(ActionRow row, int rank, int ordinal) {}
}
