package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares whole servers, so small that every story of them can be told: each change is an action's or nobody's, each action
 * without a change was invisible or masked.
 */
class ExhaustiveTests {

    private static final int ROUNDS = 60;

    /** What four actions, each too unlikely by itself to be a candidate, can add up to. */
    private static final double HOPELESS = 4 * Math.pow(2, -12);

    private static final Correlator CORRELATOR = new Correlator();
    private static final Model MODEL = ModelFile.shipped();

    private final Random random = new Random(7);

    enum Life {
        LOCKS(Family.LOCK, 3, "lock", "unlock"),
        FLAVORS(Family.FLAVOR, 60, "resize"),
        VOLUMES(Family.VOLUME_ADDED, 10, "attach_volume");

        private final Family family;
        private final int seconds;
        private final List<String> actions;

        Life(Family family, int seconds, String... actions) {
            this.family = family;
            this.seconds = seconds;
            this.actions = List.of(actions);
        }

        private Consumer<ObjectNode> change(int number) {
            return switch (this) {
                case LOCKS -> it -> ServerStory.properties(it).put("locked", number % 2 == 0);
                case FLAVORS -> ServerStory.flavor("s2.large." + number);
                case VOLUMES ->
                    it -> ((ArrayNode) ServerStory.properties(it).path("ExtVolumesAttached"))
                            .addObject()
                            .put("id", "v-" + number);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void scoresAreThoseOfAllStoriesTold(Life life) {
        var compared = 0;
        for (var round = 0; round < ROUNDS; round++) {
            compared += compare(life, story(life));
        }
        assertThat(compared).isGreaterThan(ROUNDS);
    }

    private ServerStory story(Life life) {
        var story = new ServerStory();
        for (var number = 0; number < 1 + random.nextInt(4); number++) {
            var start = random.nextDouble(400);
            var end = start + random.nextDouble(2.0 * life.seconds);
            var name = life.actions.get(random.nextInt(life.actions.size()));
            switch (random.nextInt(8)) {
                case 0 -> story.action("req-" + number, name, start, end, "Error");
                case 1 -> story.action("req-" + number, name, start, null, null);
                default -> story.action("req-" + number, name, start, end);
            }
        }
        var times = random.doubles(1 + random.nextInt(4), 0, 500).sorted().toArray();
        for (var number = 0; number < times.length; number++) {
            story.capture(times[number], times[number] - random.nextDouble(90), life.change(number));
        }
        return story;
    }

    /** How many links were compared. */
    private static int compare(Life life, ServerStory story) {
        var expected = new Stories(life.family, story).posteriors();
        var compared = 0;
        for (var link : CORRELATOR.correlate(story.actions(), story.items()).links()) {
            var key = link.changeId() + link.requestId();
            assertThat(link.score()).as(key).isCloseTo(expected.getOrDefault(key, 0.0), within(HOPELESS));
            expected.remove(key);
            compared++;
        }
        assertThat(expected.values()).as("not worth a link").allMatch(score -> score < 1.1e-3);
        return compared;
    }

    /** Every way in which the changes can have come about, with its weight. */
    private static final class Stories {

        private final Family family;
        private final ServerRecords records;
        private final List<Footprint> writers;
        private final List<Map<Footprint, Candidate>> changes = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final Map<String, Double> sums = new HashMap<>();

        Stories(Family family, ServerStory story) {
            this.family = family;
            this.records = ServerRecords.of(story.actions(), story.items(), EffectTable.load(MODEL));
            this.writers = records.footprints();
            var weighing = new Weighing(records, MODEL);
            for (var capture : records.captures()) {
                for (var facet : capture.facets()) {
                    assertThat(facet.family()).isEqualTo(family);
                    var candidates = new HashMap<Footprint, Candidate>();
                    for (var writer : writers) {
                        var candidate = weighing.candidate(capture, facet, writer);
                        if (candidate != null) {
                            candidates.put(writer, candidate);
                        }
                    }
                    changes.add(candidates);
                    ids.add(capture.item().id().toString());
                }
            }
        }

        /** By change and request. */
        Map<String, Double> posteriors() {
            var total = tell(0, new ArrayList<>(), new ArrayList<>(), 1);
            sums.replaceAll((key, sum) -> sum / total);
            return sums;
        }

        /**
         * @param said the pairs of the story so far
         * @param used the actions in it that explain one change at most, in their order
         */
        private double tell(int change, List<String> said, List<Footprint> used, double weight) {
            if (change == changes.size()) {
                var whole = unseen(0, used, weight);
                said.forEach(pair -> sums.merge(pair, whole, Double::sum));
                return whole;
            }
            var total = tell(change + 1, said, used, weight);
            for (var candidate : changes.get(change).values()) {
                var writer = candidate.footprint();
                if (candidate.repeatable()
                        || used.isEmpty()
                        || writer.index() > used.getLast().index()) {
                    said.add(ids.get(change) + writer.action().requestId());
                    if (!candidate.repeatable()) {
                        used.add(writer);
                    }
                    total += tell(change + 1, said, used, weight * Math.pow(2, candidate.bits()));
                    said.removeLast();
                    if (!candidate.repeatable()) {
                        used.removeLast();
                    }
                }
            }
            return total;
        }

        /** An action that explains nothing did nothing that shows, or did it and was masked. */
        private double unseen(int number, List<Footprint> used, double weight) {
            if (number == writers.size()) {
                return weight;
            }
            if (used.contains(writers.get(number))) {
                return unseen(number + 1, used, weight);
            }
            var shows = shows(writers.get(number));
            return unseen(number + 1, used, weight * (1 - shows))
                    + unseen(number + 1, used, weight * shows * masked(number));
        }

        private double shows(Footprint writer) {
            var change = writer.effects().change(family);
            var visibility = change == null ? 0 : change.visibility();
            return visibility
                    * (writer.failed()
                            ? MODEL.results().failed()
                            : writer.open() ? MODEL.results().open() : 1);
        }

        private double masked(int number) {
            if (family.isSet()) {
                return MODEL.masking().otherwise();
            }
            var end = writers.get(number).end();
            if (number + 1 < writers.size()
                    && !looked(end, writers.get(number + 1).end())) {
                return MODEL.masking().overwritten() * Math.min(1, shows(writers.get(number + 1)) + 0.05);
            }
            if (number > 0 && !looked(writers.get(number - 1).end(), end)) {
                var together = end - writers.get(number - 1).end() < 2_000;
                return together
                        ? MODEL.masking().overwritten()
                        : MODEL.masking().undone();
            }
            return MODEL.masking().otherwise();
        }

        private boolean looked(long since, long until) {
            return records.captures().stream()
                    .anyMatch(capture -> capture.time() >= since + 1_000 && capture.time() < until);
        }
    }
}
