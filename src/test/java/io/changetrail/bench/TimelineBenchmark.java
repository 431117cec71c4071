package io.changetrail.bench;

import io.changetrail.support.ApiClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * How many pages of a hundred timeline entries with causes are served per second, beside pgbench running the very statements of
 * that call against the same database. Service, client, database and pgbench are processes of their own; they share the machine.
 */
final class TimelineBenchmark {

    private TimelineBenchmark() {}

    /**
     * Arguments: {@code --servers=10000 --entries=1000000 --rounds=3 --seconds=20}; {@code --require=0.3} fails below that ratio.
     */
    public static void main(String[] arguments) throws Exception {
        var size = TimelineSize.of(arguments);
        var directory = Files.createTempDirectory("changetrail-bench");
        var builder = EmbeddedPostgres.builder();
        for (var setting : LoggedStatement.SETTINGS) {
            builder.setServerConfig(setting.split("=")[0], setting.split("=")[1]);
        }
        try (var postgres = builder.start()) {
            System.out.println(Machine.description(postgres.getPostgresDatabase()));
            var recorded = ServerTemplates.recordNewest(TimelineSize.ITEMS, TimelineSize.ACTIONS);
            var began = System.nanoTime();
            new TimelineFill(postgres, recorded, size).run();
            System.out.printf(
                    Locale.ROOT,
                    "%s, copies of %d; filled in %.0f s%n",
                    size,
                    recorded.servers().size(),
                    (System.nanoTime() - began) / 1e9);
            var ratio = run(size, postgres, recorded, directory);
            System.exit(ratio < size.required() ? 1 : 0);
        } finally {
            CopiedTables.delete(directory);
        }
    }

    private static double run(
            TimelineSize size, EmbeddedPostgres postgres, ServerTemplates.Recorded recorded, Path directory)
            throws Exception {
        var database = JdbcClient.create(postgres.getPostgresDatabase());
        var calls = new TimelineCalls(database);
        calls.create();
        System.out.println(TimelineContents.describe(database));
        var servers = Files.write(
                directory.resolve("servers"),
                database.sql("select server_id from server order by server_id")
                        .query(String.class)
                        .list());
        var port = freePort();
        var environment = BenchmarkedService.environment(postgres, recorded);
        environment.put("SERVER_PORT", port);
        environment.put("CHANGETRAIL_SYNC_ENABLED", false);
        try (var service = BenchmarkProcess.service(
                        options("changetrail.bench.service"), environment, directory.resolve("service.log"));
                var client = BenchmarkProcess.answering(
                        TimelineLoad.class, options("changetrail.bench.client"), "" + port, servers.toString())) {
            var address = "http://127.0.0.1:" + port;
            Awaitility.await()
                    .atMost(Duration.ofMinutes(10))
                    .until(() -> new ApiClient(address).status("/readyz") == 200);
            var rounds = new TimelineRounds(size, service, client, database);
            rounds.warm();
            var server = Files.readAllLines(servers).getFirst();
            var path = "/api/v1/servers/" + server + "/timeline?limit=100";
            try (var session = new SingleConnectionDataSource(postgres.getJdbcUrl("postgres", "postgres"), true)) {
                var logged =
                        LoggedStatement.of(session, () -> TimelineContents.check(new ApiClient(address).get(path)));
                var pgbench = new Pgbench(
                        directory,
                        postgres.getPort(),
                        TimelineRounds.READS_AT_ONCE,
                        size.servers(),
                        logged,
                        calls.of(server));
                System.out.printf(
                        "%s: %d statements of each call, with %s for all servers%n",
                        pgbench.version(), logged.size(), pgbench);
                return rounds.run(pgbench);
            }
        }
    }

    /** As much memory as a small pod has; more by the system property. */
    private static String options(String property) {
        return System.getProperty(property, "-Xmx512m -XX:+UseSerialGC");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
