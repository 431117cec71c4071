package io.changetrail.rms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changetrail.rms.ItemSequence.Compared;
import io.changetrail.rms.ItemSequence.Neighbourhood;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ItemSequenceTests {

    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void aLateItemIsComparedWithItsPredecessorAndItsSuccessorWithIt() {
        var before = stored(0, "a", null, "{}");
        var after = stored(20, "c", START, "{'/name': {'before': 'a', 'after': 'c'}}");
        var sequence = new ItemSequence(new Neighbourhood(before, List.of(), after));

        sequence.put(fresh(10, "b"));

        assertThat(sequence.compared())
                .extracting(item -> item.item().captureTime(), Compared::predecessorCapture, ItemSequenceTests::name)
                .containsExactly(
                        tuple(START.plusSeconds(10), START, "a -> b"),
                        tuple(START.plusSeconds(20), START.plusSeconds(10), "b -> c"));
    }

    @Test
    void aNeighbourWhoseComparisonStaysTheSameIsLeftAlone() {
        var after = stored(20, "c", START, "{'/name': {'before': 'a', 'after': 'c'}}");
        var sequence = new ItemSequence(new Neighbourhood(stored(0, "a", null, "{}"), List.of(), after));

        assertThat(sequence.compared()).isEmpty();
    }

    @Test
    void theFirstItemHasNoPredecessorAndNoDifference() {
        var sequence = new ItemSequence(new Neighbourhood(null, List.of(), null));

        sequence.put(fresh(0, "a"));

        assertThat(sequence.compared()).singleElement().satisfies(first -> {
            assertThat(first.predecessorCapture()).isNull();
            assertThat(first.diff().isEmpty()).isTrue();
        });
    }

    private static String name(Compared compared) {
        var change = compared.diff().path("/name");
        return change.path("before").asString("") + " -> "
                + change.path("after").asString("");
    }

    private static StoredItem fresh(int second, String name) {
        return new StoredItem(
                new UUID(1, second), START.plusSeconds(second), "ResourceChanged.UPDATE", document(name), null, null);
    }

    private static StoredItem stored(int second, String name, @Nullable Instant predecessor, String diff) {
        return new StoredItem(
                new UUID(1, second),
                START.plusSeconds(second),
                "ResourceChanged.UPDATE",
                document(name),
                predecessor,
                JsonMapper.shared().readTree(diff.replace('\'', '"')));
    }

    private static JsonNode document(String name) {
        return JsonMapper.shared().readTree("{\"resource\": {\"name\": \"" + name + "\"}}");
    }
}
