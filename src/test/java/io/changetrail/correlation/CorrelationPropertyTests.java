package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold of the join whatever the records are, shown on simulated worlds of the worst kind. */
class CorrelationPropertyTests {

    private static final int ORDERS = 1_000;
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final World WORLD =
            WorldGenerator.generate(WorldParameters.hostile().servers(5), 62, FROM, FROM.plus(Duration.ofDays(4)));
    private static final Correlator CORRELATOR = new Correlator(SimulatedRecords.table(WORLD));

    @Test
    void anyOrderOfArrivalInAnyBatchesGivesTheSame() {
        var servers = SimulatedRecords.servers(WORLD);
        var expected = servers.stream().map(CorrelationPropertyTests::correlate).toList();
        assertThat(expected)
                .allSatisfy(correlation -> assertThat(correlation.links()).isNotEmpty());
        var random = new Random(3);
        for (var round = 0; round < ORDERS; round++) {
            var place = round % servers.size();
            var server = servers.get(place);
            var actions = new ArrayList<>(server.actions());
            var items = new ArrayList<>(server.items());
            Collections.shuffle(actions, random);
            Collections.shuffle(items, random);
            var early = random.nextInt(Math.min(actions.size(), items.size()));
            CORRELATOR.correlate(actions.subList(0, early), items.subList(0, early));
            assertThat(CORRELATOR.correlate(actions, items)).isEqualTo(expected.get(place));
        }
    }

    @Test
    void evidenceSumsToTheLogOddsOfTheScore() {
        assertThat(links()).hasSizeGreaterThan(30).allSatisfy(link -> {
            var sum = link.evidence().stream().mapToDouble(Evidence::bits).sum();
            var odds = Math.log(link.score() / (1 - link.score())) / Math.log(2);
            assertThat(sum).isCloseTo(odds, within(0.01));
            assertThat(link.evidence())
                    .filteredOn(evidence -> evidence.rule().equals("alignment"))
                    .hasSize(1);
        });
    }

    @Test
    void whatIsOneActionsDoingIsCreditedOnce() {
        assertThat(links()).allMatch(link -> link.score() > 0 && link.score() < 1);
        assertThat(links())
                .filteredOn(link -> !link.paths().isEmpty())
                .isNotEmpty()
                .allMatch(Link::cause)
                .allMatch(link -> link.score() >= Share.CAUSE);
    }

    private static List<Link> links() {
        return SimulatedRecords.servers(WORLD).stream()
                .flatMap(server -> correlate(server).links().stream())
                .toList();
    }

    private static Correlation correlate(KindLearning.Server server) {
        return CORRELATOR.correlate(server.actions(), server.items());
    }
}
