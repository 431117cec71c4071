package io.changetrail.correlation;

import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Links of simulated worlds with their two records and all that is said for and against them. */
final class LinkStories {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private LinkStories() {}

    /** A link with its two records in the title. */
    record Story(String title, List<String> reasons) {}

    static List<Story> pick(int count, long seed) {
        World world = WorldGenerator.generate(WorldParameters.hostile(), seed, FROM, FROM.plus(Duration.ofDays(14)));
        var correlator = new Correlator(SimulatedRecords.table(world));
        var stories = new ArrayList<Story>();
        for (var server : SimulatedRecords.servers(world)) {
            correlator.correlate(server.actions(), server.items()).links().stream()
                    .filter(Link::cause)
                    .forEach(link -> stories.add(story(server, link)));
        }
        Collections.shuffle(stories, new Random(seed));
        return stories.subList(0, Math.min(count, stories.size()));
    }

    private static Story story(KindLearning.Server server, Link link) {
        var item = server.items().stream()
                .filter(one -> one.id().equals(link.changeId()))
                .findFirst()
                .orElseThrow();
        var action = server.actions().stream()
                .filter(one -> one.id().equals(link.actionId()))
                .findFirst()
                .orElseThrow();
        var title = String.format(
                Locale.ROOT,
                "%.3f: %s (%s to %s) caused the change captured at %s (updated %s, item before %s): %s",
                link.score(),
                action.action(),
                action.startTime(),
                action.finishTime(),
                item.captureTime(),
                item.updated(),
                item.predecessorCapture(),
                String.join(", ", link.paths()));
        return new Story(
                title,
                link.evidence().stream()
                        .map(evidence -> String.format(
                                Locale.ROOT, "%+.1f bits, %s: %s", evidence.bits(), evidence.rule(), evidence.text()))
                        .toList());
    }
}
