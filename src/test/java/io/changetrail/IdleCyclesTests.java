package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.changetrail.simulation.QuietWorld;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Looking again and again at servers that do nothing uses up nothing. */
@Tag("soak")
class IdleCyclesTests {

    private static final int CYCLES = 300;
    private static final int SERVERS = 10_000;
    private static final int PAGES = SERVERS / 200;
    private static final Instant NOW = Instant.now();

    @Test
    void threeHundredCyclesLeaveHeapThreadsAndConnectionsAsTheyWere() {
        try (var cloud =
                SimulatedCloud.start(0, QuietWorld.of(NOW, 1, SERVERS, List.of()), Clock.fixed(NOW, ZoneOffset.UTC))) {
            var environment = new HashMap<>(cloud.environment());
            environment.put("CHANGETRAIL_SYNC_INTERVAL", "1s");
            try (var service = RunningService.start(environment)) {
                await("the first backfill is over")
                        .atMost(Duration.ofMinutes(15))
                        .until(() -> service.database()
                                .sql("select count(complete_until) = 2 from stream")
                                .query(Boolean.class)
                                .single());
                var samples = watch(cloud, service);

                assertFlat(samples, "heap after collection in MiB", sample -> sample.heap() / 1048576.0, 8);
                assertFlat(samples, "threads", Sample::threads, 4);
                assertFlat(samples, "connections to the cloud", Sample::sockets, 2);
                assertFlat(samples, "connections to the database", Sample::database, 1);
            }
        }
    }

    private static List<Sample> watch(SimulatedCloud cloud, RunningService service) {
        var samples = new ArrayList<Sample>();
        var from = cloud.served("resources");
        for (int cycle = 10; cycle <= CYCLES; cycle += 10) {
            var calls = from + cycle * PAGES;
            await("cycle " + cycle).atMost(Duration.ofMinutes(3)).until(() -> cloud.served("resources") >= calls);
            samples.add(Sample.take(cloud.port(), service));
        }
        return samples;
    }

    /** @param slack what one sample may differ from another by chance */
    private static void assertFlat(List<Sample> samples, String what, ToDoubleFunction<Sample> value, double slack) {
        var third = samples.size() / 3;
        var first =
                samples.subList(0, third).stream().mapToDouble(value).average().orElseThrow();
        var last = samples.subList(samples.size() - third, samples.size()).stream()
                .mapToDouble(value)
                .average()
                .orElseThrow();
        System.out.printf("%d idle cycles, %s: %.1f in the first third, %.1f in the last%n", CYCLES, what, first, last);
        assertThat(first).as(what).isPositive();
        assertThat(last).as("%s: %s", what, samples).isLessThanOrEqualTo(first * 1.05 + slack);
    }

    private record Sample(long heap, int threads, long sockets, int database) {

        static Sample take(int cloud, RunningService service) {
            System.gc();
            return new Sample(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    sockets(cloud),
                    service.bean(HikariDataSource.class).getHikariPoolMXBean().getTotalConnections());
        }

        /** Established connections of this machine to the cloud, as Linux lists them. */
        private static long sockets(int port) {
            var remote = ":%04X 01".formatted(port);
            try (var four = Files.lines(Path.of("/proc/net/tcp"));
                    var six = Files.lines(Path.of("/proc/net/tcp6"))) {
                return four.filter(line -> line.contains(remote)).count()
                        + six.filter(line -> line.contains(remote)).count();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
