package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A vendor's names for what Nova does are in no table, so that only their consequences tell what they mean. */
class KindLearningTests {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final World WORLD =
            WorldGenerator.generate(WorldParameters.hostile(), 61, FROM, FROM.plus(Duration.ofDays(14)));

    @Test
    void whatANameChangesIsSeenInItsConsequences() {
        var table = SimulatedRecords.table(WORLD);

        assertThat(visibility(table, "batchStop", Family.POWER))
                .isGreaterThan(0.4)
                .isGreaterThan(3 * visibility(table, "batchStop", Family.VOLUME_ADDED));
        assertThat(visibility(table, "attachDisk", Family.VOLUME_ADDED))
                .isGreaterThan(0.4)
                .isGreaterThan(3 * visibility(table, "attachDisk", Family.POWER));
        assertThat(table.of("batchStop").touches()).isTrue();
        assertThat(table.of("attachDisk").touches()).isFalse();
    }

    @Test
    void aValueThatWasNeverSeenSpeaksAgainst() {
        var change = Objects.requireNonNull(
                SimulatedRecords.table(WORLD).of("batchStop").change(Family.POWER));

        assertThat(change.bits("vm", "stopped")).isPositive();
        assertThat(change.bits("vm", "rescued")).isLessThan(-2);
    }

    @Test
    void theTablesOwnRowsAreNotLearnedAnew() {
        var shipped = EffectTable.load();

        assertThat(SimulatedRecords.table(WORLD).of("stop")).isEqualTo(shipped.of("stop"));
        assertThat(shipped.of("batchStop").seen()).isZero();
    }

    @Test
    void theOrderOfServersAndRecordsDoesNotMatter() {
        var servers = new ArrayList<>(SimulatedRecords.servers(WORLD));
        var expected = SimulatedRecords.learn(servers);
        var random = new Random(5);
        Collections.shuffle(servers, random);
        servers.replaceAll(server -> {
            var actions = new ArrayList<>(server.actions());
            Collections.shuffle(actions, random);
            return new KindLearning.Server(actions, server.items().reversed());
        });

        assertThat(SimulatedRecords.learn(servers)).isEqualTo(expected);
    }

    private static double visibility(EffectTable table, String action, Family family) {
        return Objects.requireNonNull(table.of(action).change(family)).visibility();
    }
}
