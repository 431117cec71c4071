package io.changetrail.faults;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One simulated cloud in this JVM, one PostgreSQL process and any number of replicas; all end with the test. */
final class ProcessCluster implements AutoCloseable {

    private static final Duration LATENCY = Duration.ofMillis(15);

    private final Path logs =
            Files.createTempDirectory(Files.createDirectories(Path.of("target", "processes")), "logs");
    private final List<ProcessReplica> replicas = new ArrayList<>();
    private final SimulatedCloud cloud;
    private final int streams;
    private ProcessPostgres database;

    /**
     * The database runs when this returns; replicas come by {@link #replica()}.
     *
     * @param disk where the database keeps its data; it must be empty
     */
    ProcessCluster(World world, Clock clock, Path disk) throws IOException {
        cloud = SimulatedCloud.start(0, world, clock);
        cloud.settings().historyPage(7);
        cloud.faults().add(new Fault("distance", call -> true, Fault.delayed(LATENCY), Fault.ALWAYS));
        streams = world.projects().size() + 1;
        database = ProcessPostgres.create(disk, logs);
        database.start();
        trainClassArchive();
    }

    SimulatedCloud cloud() {
        return cloud;
    }

    ProcessPostgres database() {
        return database;
    }

    /** After a failover: from now on this is the database that counts. */
    void moveTo(ProcessPostgres promoted) {
        database = promoted;
    }

    JdbcClient sql() {
        return database.client();
    }

    /** One for each project's actions and one for the account's history. */
    int streams() {
        return streams;
    }

    List<ProcessReplica> replicas() {
        return List.copyOf(replicas);
    }

    /** Another replica, not started. */
    ProcessReplica replica() {
        return replica("127.0.0.1:" + database.port());
    }

    /**
     * The same with a way of its own to the database.
     *
     * @param hosts as a JDBC address has them, with ports
     */
    ProcessReplica replica(String hosts) {
        return replica(hosts, Map.of());
    }

    private ProcessReplica replica(String hosts, Map<String, String> more) {
        var environment = new HashMap<>(cloud.environment());
        var name = "replica" + replicas.size();
        environment.put(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://" + hosts + "/postgres?targetServerType=primary&prepareThreshold=0&ApplicationName="
                        + name);
        environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
        environment.put("SPRING_DATASOURCE_PASSWORD", "postgres");
        environment.put("CHANGETRAIL_ACCESS_MODE", "open");
        environment.put("CHANGETRAIL_SYNC_INTERVAL", "1s");
        environment.put("CHANGETRAIL_SYNC_FULL_SWEEP_INTERVAL", "2s");
        environment.put("CHANGETRAIL_CORRELATION_INTERVAL", "1s");
        environment.put("CHANGETRAIL_CLOUD_REQUESTS_PER_SECOND", "500");
        environment.putAll(more);
        var replica = new ProcessReplica(name, logs, environment);
        replicas.add(replica);
        return replica;
    }

    @Override
    public void close() {
        replicas.forEach(ProcessReplica::close);
        database.close();
        cloud.close();
    }

    /** A replica that only serves, started and ended once, makes all later starts quick. */
    private void trainClassArchive() {
        var archiving = ProcessJar.packaged().archiving();
        if (!archiving.isEmpty()) {
            var trained = replica("127.0.0.1:" + database.port(), Map.of("CHANGETRAIL_SYNC_ENABLED", "false"));
            trained.start(archiving).awaitReady().signal("TERM");
            trained.awaitEnd(Duration.ofMinutes(1));
            replicas.remove(trained);
        }
    }
}
