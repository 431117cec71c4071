package io.changetrail.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * How fast a backfill of history items and actions is stored, beside {@code COPY} of the same rows into the same tables with
 * the same indexes. The service runs whole; only its network is replaced, by answers that are already in memory.
 */
final class IngestBenchmark {

    private static final List<String> TABLES = List.of(
            "server",
            "server_seen",
            "instance_action",
            "instance_action_version",
            "history_item",
            "history_item_version",
            "feed",
            "dirty_resource",
            "quarantine");

    private final BenchmarkSize size;
    private final EmbeddedPostgres postgres;
    private final ServerTemplates.Recorded recorded;
    private final CopiedTables tables;

    private IngestBenchmark(BenchmarkSize size, EmbeddedPostgres postgres, CopiedTables tables) {
        this.size = size;
        this.postgres = postgres;
        this.tables = tables;
        this.recorded = ServerTemplates.record(size.items(), size.actions());
    }

    /** Arguments: {@code --servers=2000 --items=60 --actions=40 --rounds=3}; {@code --require=0.5} fails below that ratio. */
    public static void main(String[] arguments) throws Exception {
        var size = BenchmarkSize.of(arguments);
        var files = Files.createTempDirectory("changetrail-bench");
        try (var postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            System.out.println(Machine.description(postgres.getPostgresDatabase()));
            var tables = new CopiedTables(postgres.getPostgresDatabase(), files, TABLES);
            var ratio = new IngestBenchmark(size, postgres, tables).run();
            System.exit(ratio < size.required() ? 1 : 0);
        } finally {
            CopiedTables.delete(files);
        }
    }

    private double run() {
        var ingested = new Figures(size.rows());
        var copied = new Figures(size.rows());
        var heap = new UsedHeap();
        System.out.printf(
                Locale.ROOT, "%s, of %d templates%n", size, recorded.servers().size());
        System.out.printf(Locale.ROOT, "first ingest, not counted: %.1f s%n", ingest(heap) / 1e9);
        tables.dump();
        System.out.println(tables.sizes());
        for (int round = 1; round <= size.rounds(); round++) {
            tables.empty("stream");
            var copy = copied.add(tables.load());
            tables.empty("stream");
            var ingest = ingested.add(ingest(null));
            System.out.printf(
                    Locale.ROOT,
                    "round %d: COPY %,.0f rows/s, ingest %,.0f rows/s, ratio %.2f%n",
                    round,
                    copy,
                    ingest,
                    ingest / copy);
            heap.print("round " + round);
        }
        var ratio = ingested.median() / copied.median();
        System.out.printf(Locale.ROOT, "COPY:   %s%ningest: %s%nratio of the medians: %.2f%n", copied, ingested, ratio);
        return ratio;
    }

    /** From the first request to the commit of the last page, in nanoseconds. */
    private long ingest(@Nullable UsedHeap heap) {
        var cloud = new CannedCloud(recorded.servers(), size.servers());
        try (var service = BenchmarkedService.start(postgres, cloud, recorded)) {
            var progress = new IngestProgress(service.database(), size);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        if (heap != null) {
                            heap.look(() -> cloud.histories() * 100 / size.servers());
                        }
                        return progress.isDone();
                    });
            var nanoseconds = System.nanoTime() - cloud.firstAsked();
            progress.requireAll();
            return nanoseconds;
        }
    }
}
