package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.sync.DirtyResources;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Records that come late and in any order, stored and correlated through PostgreSQL. */
@CorrelationDatabaseTest
class StoredBlocksTests {

    private static final Logger log = LoggerFactory.getLogger(StoredBlocksTests.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> TABLES = List.of("link", "change_class", "action_class");

    private static final int LATE = 100;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DirtyResources dirty;

    @Autowired
    private DirtyServer dirtyServer;

    @Autowired
    private Links links;

    @Autowired
    private PlatformTransactionManager transactions;

    private final Random random = new Random(Long.getLong("seed", 19));

    @BeforeEach
    void empty() {
        clear();
        jdbc.sql("update correlation_model set learned = null").update();
        dirtyServer.refresh();
    }

    @Test
    void anyOrderOfArrivalInAnyBatchesGivesTheRowsOfAllAtOnce() {
        arriveInAnyOrder(24);
    }

    @Tag("soak")
    @Test
    void aThousandOrdersOfArrivalGiveTheRowsOfAllAtOnce() {
        arriveInAnyOrder(1_000);
    }

    @Test
    void doneAgainNothingIsWrittenAndNothingIsTold() {
        var server = server(WorldParameters.hostile().actionsPerDay(0.6), 81, 50);
        var stored = stored();
        stored.put(all(server));
        correlate();
        var before = told();

        markWhole(server);
        correlate();

        assertThat(before).isPositive();
        assertThat(told()).isEqualTo(before);
    }

    @Test
    void theHistoryOfALinkNamesTheLateRecord() {
        var server = server(WorldParameters.typical(), 82, 30);
        var late = server.items().get(server.items().size() / 2);
        var stored = stored();
        stored.put(all(server).stream().filter(record -> record != late).toList());
        correlate();
        stored.put(List.of(late));
        correlate();

        var history = links.history(late.resourceId(), late.id());
        assertThat(history).isNotEmpty().allSatisfy(revision -> {
            assertThat(revision.what()).isEqualTo("created");
            assertThat(revision.because()).isEqualTo("change " + late.id() + " recorded");
        });
        assertThat(jdbc.sql("select count(*) from link_revision where because = ? and change_id <> ?")
                        .params("change " + late.id() + " recorded", late.id())
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    /** Wall clock and this thread's own time, of which the database's is no part. */
    @Tag("soak")
    @Test
    void aLateItemCostsLessThanAHundredthOfTheWholeServer() {
        var server = server(WorldParameters.typical(), 83, Integer.getInteger("days", 1_950));
        var late = server.items().stream().filter(item -> !item.isFirst()).toList();
        var middle = late.size() / 2;
        var few = Stream.iterate(middle - LATE * 10, i -> i + 20)
                .limit(LATE)
                .map(late::get)
                .toList();
        var stored = stored();
        stored.put(all(server).stream().filter(record -> !few.contains(record)).toList());
        jdbc.sql("analyze instance_action, history_item").update();
        var first = measured(this::correlate);
        markWhole(server);
        var again = measured(this::correlate);
        jdbc.sql("analyze link, change_class, action_class").update();
        var each = new ArrayList<Cost>();
        for (var item : few) {
            stored.put(List.of(item));
            each.add(measured(this::correlate));
        }
        markWhole(server);
        var whole = measured(this::correlate);
        var wall = each.stream().mapToLong(Cost::wall).sorted().toArray();
        var cpu = each.stream().mapToLong(Cost::cpu).sorted().toArray();
        log.info(String.format(
                Locale.ROOT,
                "%d actions, %d items; whole for the first time %s, again %s, at the end %s;"
                        + " median and most of %d late items: wall %.1f and %.1f ms, cpu %.1f and %.1f ms",
                server.actions().size(),
                server.items().size(),
                first,
                again,
                whole,
                LATE,
                wall[LATE / 2] / 1e6,
                wall[LATE - 1] / 1e6,
                cpu[LATE / 2] / 1e6,
                cpu[LATE - 1] / 1e6));
        assertThat(server.actions().size()).isGreaterThan(10_000);
        assertThat(wall[LATE / 2]).isLessThan(Math.min(again.wall(), whole.wall()) / 100);
        assertThat(cpu[LATE / 2]).isLessThan(Math.min(again.cpu(), whole.cpu()) / 100);
    }

    private void arriveInAnyOrder(int orders) {
        var server = server(WorldParameters.hostile().actionsPerDay(0.6), 84, 50);
        var records = all(server);
        stored().put(records);
        markWhole(server);
        correlate();
        var expected = rows();
        for (var order = 0; order < orders; order++) {
            clear();
            var stored = stored();
            Collections.shuffle(records, random);
            var from = 0;
            while (from < records.size()) {
                var to = Math.min(records.size(), from + 1 + random.nextInt(12));
                stored.put(records.subList(from, to));
                correlate();
                from = to;
            }
            assertThat(rows()).isEqualTo(expected);
        }
        assertThat(expected).hasSizeGreaterThan(records.size());
    }

    private void correlate() {
        while (dirtyServer.correlateNext(new HashSet<>()).isPresent()) {
            // the next one
        }
    }

    private ServerRows stored() {
        return new ServerRows(jdbc, dirty, new TransactionTemplate(transactions));
    }

    private void markWhole(KindLearning.Server server) {
        jdbc.sql("insert into dirty_resource (resource_id, token) values (?, gen_random_uuid())"
                        + " on conflict (resource_id) do update set changed_from = '-infinity'")
                .param(server.items().getFirst().resourceId())
                .update();
    }

    private List<String> rows() {
        return TABLES.stream()
                .flatMap(
                        table -> jdbc
                                .sql("select row(t.*)::text from " + table + " t order by 1")
                                .query(String.class)
                                .list()
                                .stream())
                .toList();
    }

    private int told() {
        return jdbc.sql("select (select count(*) from link_revision) + (select count(*) from feed)")
                .query(Integer.class)
                .single();
    }

    private void clear() {
        jdbc.sql(
                        "truncate link, link_revision, change_class, action_class, dirty_resource, instance_action, history_item, feed")
                .update();
    }

    private static List<Object> all(KindLearning.Server server) {
        var records = new ArrayList<Object>(server.actions());
        records.addAll(server.items());
        return records;
    }

    private static KindLearning.Server server(WorldParameters parameters, long seed, int days) {
        var world = WorldGenerator.generate(parameters.servers(1), seed, FROM, FROM.plus(Duration.ofDays(days)));
        return SimulatedRecords.servers(world).getFirst();
    }

    private static Cost measured(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        var cpu = threads.getCurrentThreadCpuTime();
        var wall = System.nanoTime();
        work.run();
        return new Cost(System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - cpu);
    }

    /** In nanoseconds. */
    private record Cost(long wall, long cpu) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "wall %.0f ms, cpu %.0f ms", wall / 1e6, cpu / 1e6);
        }
    }
}
