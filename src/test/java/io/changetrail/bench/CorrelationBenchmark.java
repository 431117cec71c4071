package io.changetrail.bench;

import io.changetrail.correlation.RecordsInMemory;
import io.changetrail.correlation.WholeSweep;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How fast servers are correlated: the engine alone beside DuckDB's ASOF join of the same rows, and the sweep from database to
 * stored links beside {@code COPY} of what it reads and writes; at a hundredth, a tenth and all of the servers asked for.
 */
final class CorrelationBenchmark {

    private final CorrelationSize size;
    private final BenchmarkedService service;
    private final TwinServers twins;
    private final CopiedSweep copied;
    private final Path directory;
    private final List<CorrelationFigures> figures = new ArrayList<>();

    private CorrelationBenchmark(
            CorrelationSize size, BenchmarkedService service, EmbeddedPostgres postgres, Path directory) {
        this.size = size;
        this.service = service;
        this.directory = directory;
        this.twins = new TwinServers(service.database());
        this.copied = new CopiedSweep(postgres.getPostgresDatabase(), directory);
    }

    /**
     * Arguments: {@code --servers=1000 --actions=100 --items=100 --rounds=5 --sweeps=1}; {@code --require-asof=20} and
     * {@code --require-copy=3} fail above those ratios, {@code --require-growth=1.2} if time per n log n grows by more.
     */
    public static void main(String[] arguments) throws Exception {
        var size = CorrelationSize.of(arguments);
        var directory = Files.createTempDirectory("changetrail-bench");
        try (var postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            System.out.println(Machine.description(postgres.getPostgresDatabase()));
            System.out.println(size);
            var recorded = IngestedTemplates.store(postgres, size);
            try (var service = BenchmarkedService.start(postgres, new CannedCloud(List.of(), 0), recorded)) {
                var benchmark = new CorrelationBenchmark(size, service, postgres, directory);
                benchmark.run();
                System.exit(benchmark.holds() ? 0 : 1);
            }
        } finally {
            CopiedTables.delete(directory);
        }
    }

    private void run() throws SQLException {
        for (var servers : Stream.of(size.servers() / 100, size.servers() / 10, size.servers())
                .filter(servers -> servers >= twins.templates())
                .toList()) {
            twins.grow(servers);
            var now = new CorrelationFigures(servers * (size.actions() + size.items()));
            figures.add(now);
            engine(now, servers);
            sweep(now, servers);
            System.out.println(now);
        }
        for (var i = 1; i < figures.size(); i++) {
            System.out.println(figures.get(i).growth(figures.get(i - 1)));
        }
    }

    private void engine(CorrelationFigures now, int servers) throws SQLException {
        var records = RecordsInMemory.of(service.context(), twins.originals(), servers, TwinServers::prefix);
        try (var asof = AsofJoin.of(copied, directory)) {
            IntStream.range(0, Math.max(1, 4_000 / servers)).forEach(warm -> records.correlate(1));
            var cores = Runtime.getRuntime().availableProcessors();
            for (var round = 0; round < size.rounds(); round++) {
                now.engine.add(records.correlate(1));
                now.asof.add(asof.run(1));
                now.engineOnAll.add(records.correlate(cores));
                now.asofOnAll.add(asof.run(cores));
            }
            System.out.printf(Locale.ROOT, "%s; %s%n", records, asof);
        }
    }

    private void sweep(CorrelationFigures now, int servers) throws SQLException {
        var sweep = WholeSweep.of(service.context());
        for (var round = 0; round < Math.clamp(500 / servers, size.sweeps(), 5); round++) {
            copied.empty();
            twins.markAll();
            now.sweep.add(sweep.run());
            now.copyOut.add(copied.copyOut());
            copied.dump();
            copied.empty();
            now.copyIn.add(copied.copyIn());
            now.copy.add(now.copyOut.last() + now.copyIn.last());
        }
        System.out.println(copied.sizes());
    }

    private boolean holds() {
        var last = figures.getLast();
        return last.asofRatio() <= size.requiredAsof()
                && last.copyRatio() <= size.requiredCopy()
                && IntStream.range(1, figures.size())
                        .allMatch(i -> figures.get(i).growsBy(figures.get(i - 1)) <= size.requiredGrowth());
    }
}
