package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.ecs.ActionEvent;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Done anew only where records changed, a server must have the rows that it has when it is done whole. */
class BlockwiseTests {

    private static final int ORDERS = Integer.getInteger("orders", 1_000);
    private static final int STEPS = Integer.getInteger("steps", 25);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Correlator CORRELATOR = new Correlator();

    private final Random random = new Random(Long.getLong("seed", 17));

    @Test
    void anyOrderOfArrivalInAnyBatchesGivesTheRowsOfAllAtOnce() {
        var servers = servers(WorldParameters.hostile().servers(6).actionsPerDay(0.6), 71, 50);
        for (var order = 0; order < ORDERS; order++) {
            var server = servers.get(order % servers.size());
            var records = all(server);
            Collections.shuffle(records, random);
            var blockwise = new BlockwiseServer(CORRELATOR);
            var batch = 1 + random.nextInt(records.size());
            for (var i = 0; i < records.size(); i++) {
                put(blockwise, records.get(i));
                if (i % batch == 0) {
                    blockwise.correlate();
                }
            }
            blockwise.correlate();
            assertThat(blockwise.rows())
                    .isEqualTo(BlockwiseServer.rows(CORRELATOR.correlate(server.actions(), server.items())));
        }
    }

    static List<WorldParameters> busyWorlds() {
        return List.of(
                WorldParameters.typical(),
                WorldParameters.busy(),
                WorldParameters.degraded(),
                WorldParameters.hostile());
    }

    @ParameterizedTest
    @MethodSource("busyWorlds")
    void afterEachSingleChangeTheRowsAreThoseOfAllAtOnce(WorldParameters parameters) {
        var server = servers(parameters.servers(1), 72, 40).getFirst();
        var blockwise = new BlockwiseServer(CORRELATOR);
        var late = new ArrayList<Object>();
        for (var record : all(server)) {
            if (random.nextInt(12) == 0) {
                late.add(record);
            } else {
                put(blockwise, record);
            }
        }
        blockwise.correlate();
        Collections.shuffle(late, random);
        for (var i = 0; i < STEPS; i++) {
            put(blockwise, i % 2 == 0 ? late.get(i / 2) : changed(server));
            blockwise.correlate();
            assertThat(blockwise.rows()).isEqualTo(blockwise.rowsOfAll());
        }
    }

    @Test
    void aLateItemTakesOnlyTheRecordsAroundIt() {
        var server = servers(WorldParameters.typical().servers(1), 73, 400).getFirst();
        var items = server.items();
        var read = new ArrayList<Integer>();
        for (var i = 1; i < 10; i++) {
            read.add(readFor(items.get(i * items.size() / 10), server));
        }
        Collections.sort(read);

        assertThat(server.actions().size()).isGreaterThan(2_000);
        assertThat(read.getFirst()).isPositive();
        assertThat(read.get(read.size() / 2)).isLessThan(all(server).size() / 30);
        assertThat(read.getLast()).isLessThan(all(server).size() / 10);
    }

    private int readFor(HistoryItem late, KindLearning.Server server) {
        var blockwise = new BlockwiseServer(CORRELATOR);
        all(server).stream().filter(record -> record != late).forEach(record -> put(blockwise, record));
        blockwise.correlate();
        put(blockwise, late);
        blockwise.correlate();
        return blockwise.read();
    }

    private Object changed(KindLearning.Server server) {
        return random.nextBoolean()
                ? changed(any(server.actions()))
                : changed(any(server.items()), any(server.items()).document());
    }

    /** Ended later or in Error, or not at all yet. */
    private InstanceAction changed(InstanceAction action) {
        var last = action.finishTime();
        var finish = last == null || random.nextInt(3) == 0 ? null : last.plusSeconds(random.nextInt(7_200));
        var result = finish == null ? null : random.nextBoolean() ? "Success" : "Error";
        return new InstanceAction(
                action.id(),
                action.serverId(),
                action.projectId(),
                action.requestId(),
                action.action(),
                action.ordinal(),
                action.rank(),
                action.userId(),
                action.startTime(),
                null,
                "Error".equals(result) ? "Error" : null,
                List.of(new ActionEvent("compute", action.startTime(), finish, result, null)),
                false,
                action.recordedAt());
    }

    private static HistoryItem changed(HistoryItem item, JsonNode document) {
        var updated = document.path("resource").path("updated").asString("");
        return new HistoryItem(
                item.id(),
                item.resourceId(),
                item.projectId(),
                item.resourceType(),
                item.captureTime(),
                item.status(),
                updated.isEmpty() ? null : Instant.parse(updated),
                null,
                Map.of(),
                document,
                item.recordedAt());
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static void put(BlockwiseServer server, Object record) {
        if (record instanceof InstanceAction action) {
            server.put(action);
        } else {
            server.put((HistoryItem) record);
        }
    }

    private static List<Object> all(KindLearning.Server server) {
        var records = new ArrayList<Object>(server.actions());
        records.addAll(server.items());
        return records;
    }

    private static List<KindLearning.Server> servers(WorldParameters parameters, long seed, int days) {
        return SimulatedRecords.servers(
                WorldGenerator.generate(parameters, seed, FROM, FROM.plus(Duration.ofDays(days))));
    }
}
