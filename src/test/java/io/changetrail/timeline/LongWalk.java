package io.changetrail.timeline;

import io.changetrail.support.PlainClient;
import java.util.BitSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Follows a timeline of {@link PagedEntries} to its end by its Link headers, and remembers which numbers it has met. */
final class LongWalk {

    private final PlainClient client;
    private final int limit;
    private final boolean ascending;
    private final BitSet seen = new BitSet();
    private int pages;
    private String last = "";

    LongWalk(PlainClient client, int limit, boolean ascending) {
        this.client = client;
        this.limit = limit;
        this.ascending = ascending;
    }

    /**
     * Fails on an answer that is none, a page with a next that is not full, and an entry that is not behind the one before it,
     * so that none can come twice.
     *
     * @param timeline with at least one parameter
     */
    LongWalk read(String timeline) {
        var next = timeline + "&limit=" + limit + "&order=" + (ascending ? "asc" : "desc");
        while (!next.isEmpty()) {
            var answer = client.ask("GET", next);
            if (answer.status() != 200) {
                throw new AssertionError(next + " answered " + answer.status() + ": " + answer.body());
            }
            var link = answer.header("Link");
            next = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
            var data = answer.json().path("data");
            if (data.size() != limit && !next.isEmpty()) {
                throw new AssertionError("A page of " + data.size() + " entries has a next: " + next);
            }
            data.forEach(this::meet);
            pages++;
        }
        return this;
    }

    /** How many of the numbers up to that one it has met. */
    int upTo(int number) {
        return seen.get(0, number + 1).cardinality();
    }

    @Override
    public String toString() {
        return pages + (ascending ? " pages forwards, " : " pages backwards, ") + seen.cardinality() + " entries";
    }

    private void meet(JsonNode entry) {
        var id = entry.path("id").asString();
        var number = (int) UUID.fromString(id).getLeastSignificantBits();
        var place = entry.path("time").asString() + (number % 2 == 0 ? 0 : number % 5) + id;
        var step = place.compareTo(last);
        if (!last.isEmpty() && (ascending ? step <= 0 : step >= 0)) {
            throw new AssertionError(place + " comes behind " + last);
        }
        last = place;
        seen.set(number);
    }
}
