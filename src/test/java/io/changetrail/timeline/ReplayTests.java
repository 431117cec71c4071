package io.changetrail.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.rms.Diffs;
import io.changetrail.rms.HistoryItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayTests {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyPathIsBlamedOnTheLastItemThatDiffersInItFromWhatWasShownBefore(long seed) {
        var items = randomItems(new Random(seed), 200);
        for (int length = 0; length <= items.size(); length++) {
            var past = new ServerPast(items.subList(0, length));
            var blamed = new HashMap<String, UUID>();
            Replay.of(past).stream()
                    .filter(row -> Diffs.shown(past.lastShown().orElseThrow().document())
                            .containsKey(row.path()))
                    .forEach(row -> blamed.put(row.path(), row.item().id()));

            assertThat(blamed).isEqualTo(naively(past.items()));
        }
    }

    @Test
    void aFieldOfAnElementThatChangedLaterHasAWriterOfItsOwn() {
        var first = item(0, null, "{\"securityGroup\": [{\"id\": \"a/b\", \"name\": \"x\"}]}");
        var second = item(1, first, "{\"securityGroup\": [{\"id\": \"a/b\", \"name\": \"y\"}]}");

        var rows = Replay.of(new ServerPast(List.of(first, second)));

        assertThat(rows)
                .extracting(Replay.Written::path, row -> row.item().id())
                .contains(
                        org.assertj.core.groups.Tuple.tuple("/properties/securityGroup/a~1b", first.id()),
                        org.assertj.core.groups.Tuple.tuple("/properties/securityGroup/a~1b/name", second.id()));
    }

    @Test
    void anElementThatComesAgainHasOneWriter() {
        var first = item(0, null, "{\"securityGroup\": [{\"id\": \"a\", \"name\": \"x\"}]}");
        var second = item(1, first, "{\"securityGroup\": [{\"id\": \"a\", \"name\": \"y\"}]}");
        var third = item(2, second, "{\"securityGroup\": []}");
        var fourth = item(3, third, "{\"securityGroup\": [{\"id\": \"a\", \"name\": \"y\"}]}");

        var rows = Replay.of(new ServerPast(List.of(first, second, third, fourth)));

        assertThat(rows)
                .singleElement()
                .matches(row -> row.item().equals(fourth))
                .matches(row -> row.path().equals("/properties/securityGroup/a"));
    }

    @Test
    void itemsThatOccurredBeforeAndWereCapturedAfterCountByTheAskedBasis() {
        var first = item(0, null, "{\"status\": \"ACTIVE\"}");
        var second = item(60, first, "{\"status\": \"SHUTOFF\"}");
        var items = List.of(first, second);
        var best = Map.of(second.id(), START.plusSeconds(30));

        assertThat(ServerPast.until(START.plusSeconds(40), Basis.CAPTURED, items, best)
                        .items())
                .hasSize(1);
        assertThat(ServerPast.until(START.plusSeconds(40), Basis.OCCURRED, items, best)
                        .items())
                .hasSize(2);
        assertThat(ServerPast.until(START.minusSeconds(1), Basis.OCCURRED, items, best)
                        .last())
                .isEmpty();
    }

    private static Map<String, UUID> naively(List<HistoryItem> items) {
        var writers = new HashMap<String, UUID>();
        Map<String, JsonNode> before = Map.of();
        for (var item : items) {
            if (item.isDelete()) {
                continue;
            }
            var now = Diffs.shown(item.document());
            for (var path : now.entrySet()) {
                var old = before.get(path.getKey());
                if (old == null
                        || !(old.equals(path.getValue()) || path.getValue().isObject())) {
                    writers.put(path.getKey(), item.id());
                }
            }
            writers.keySet().retainAll(now.keySet());
            before = now;
        }
        return writers;
    }

    private static List<HistoryItem> randomItems(Random random, int count) {
        var items = new ArrayList<HistoryItem>();
        for (int i = 0; i < count; i++) {
            var before = items.isEmpty() ? null : items.getLast();
            if (i > 0 && random.nextInt(20) == 0) {
                items.add(item(i, before, null));
            } else {
                items.add(item(i, before, randomProperties(random)));
            }
        }
        return items;
    }

    private static String randomProperties(Random random) {
        var groups = random.ints(random.nextInt(4), 0, 5)
                .distinct()
                .mapToObj(id -> "{\"id\": \"" + id + "\", \"name\": \"" + random.nextInt(2) + "\"}")
                .toList();
        return "{\"status\": \"" + random.nextInt(2) + "\", \"flavor\": {\"id\": " + random.nextInt(3) + "}"
                + (random.nextBoolean() ? ", \"locked\": null" : "") + ", \"securityGroup\": " + groups
                + ", \"metadata\": {\"k" + random.nextInt(3) + "\": " + random.nextInt(2) + "}}";
    }

    /**
     * @param properties null for a DELETE
     */
    private static HistoryItem item(int second, @Nullable HistoryItem before, @Nullable String properties) {
        var document = JsonMapper.shared()
                .readTree(
                        properties == null
                                ? "{\"resource\": {\"state\": \"deleted\"}}"
                                : "{\"resource\": {\"properties\": " + properties + "}}");
        var delete = properties == null;
        return new HistoryItem(
                new UUID(0, second),
                "server",
                "project",
                "ecs.cloudservers",
                START.plusSeconds(second),
                delete ? "ResourceChanged.DELETE" : "ResourceChanged.UPDATE",
                null,
                before == null ? null : before.captureTime(),
                Diffs.between(before == null ? null : before.document(), document, delete),
                document,
                START.plusSeconds(second + 60));
    }
}
