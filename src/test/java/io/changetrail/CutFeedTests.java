package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.faults.LivingWorld;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.CutReader;
import io.changetrail.support.RunningService;
import io.changetrail.support.SlowCommits;
import io.changetrail.support.TestDatabase;
import io.changetrail.timeline.FeedPosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Readers that are cut again and again, of a feed that two replicas write: {@code ./mvnw test -Psoak -Dtest=CutFeedTests}.
 * Some transactions commit late, so that none commits in the order in which it began.
 */
@Tag("soak")
class CutFeedTests {

    private static final Logger log = LoggerFactory.getLogger(CutFeedTests.class);
    private static final int CUTS = 100;
    private static final Duration WRITING = Duration.ofSeconds(60);

    private volatile List<String> replicas = List.of();
    private volatile String end = "";

    @Test
    void aReaderThatIsCutAHundredTimesKnowsWhatIsStored() throws Exception {
        var now = Instant.now();
        try (var cloud = SimulatedCloud.start(0, world(now), Clock.systemUTC());
                var database = TestDatabase.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = IntStream.range(0, 4)
                    .mapToObj(number -> new CutReader(() -> replicas, number % 2 == 0, 40_000, number))
                    .toList();
            List<CompletableFuture<CutReader>> reading;
            try (var one = replica(cloud, database, true);
                    var other = replica(cloud, database, true)) {
                replicas = List.of(one.address(), other.address());
                reading = readers.stream()
                        .map(reader -> CompletableFuture.supplyAsync(
                                () -> reader.readUntil(() -> reader.last().equals(end) && !end.isEmpty()), threads))
                        .toList();
                await().pollDelay(WRITING).atMost(WRITING.plusMinutes(3)).until(() -> settled(one.database()));
            }
            try (var third = replica(cloud, database, false)) {
                replicas = List.of(third.address());
                var told = positions(third.database());
                end = told.getLast();
                for (var reader : reading) {
                    judge(reader.join(), told, third.database());
                }
            } finally {
                readers.forEach(CutReader::close);
            }
        }
    }

    private static void judge(CutReader reader, List<String> told, JdbcClient database) {
        assertThat(reader.events().keySet()).containsExactlyElementsOf(told);
        assertThat(reader.cuts()).isGreaterThanOrEqualTo(CUTS);
        var replay = new FeedReplay();
        reader.events().values().forEach(replay::apply);
        log.info("{} cuts, {} events again, {}", reader.cuts(), reader.repeated(), replay.types());
        assertThat(replay.types())
                .containsKeys(
                        "action.recorded",
                        "change.recorded",
                        "link.created",
                        "attribution.changed",
                        "coverage.changed");
        replay.assertIsStored(database);
    }

    /** A long past to read back, and servers that go on acting while it is read. */
    private static World world(Instant now) {
        var past = WorldGenerator.generate(
                WorldParameters.busy().servers(120), 7, now.minus(Duration.ofDays(3)), now.minusSeconds(3600));
        var living = LivingWorld.generate(7, now, WRITING, 12, true);
        return new World(
                "both",
                7,
                past.regionId(),
                past.domainId(),
                past.domainName(),
                Stream.concat(past.projects().stream(), living.projects().stream())
                        .toList(),
                Stream.concat(past.servers().stream(), living.servers().stream())
                        .toList(),
                List.of());
    }

    private static RunningService replica(SimulatedCloud cloud, TestDatabase database, boolean polls) {
        var environment = new HashMap<>(cloud.environment());
        environment.putAll(database.environment());
        environment.put("CHANGETRAIL_SYNC_ENABLED", Boolean.toString(polls));
        environment.put("CHANGETRAIL_SYNC_FULL_SWEEP_INTERVAL", "5s");
        environment.put("CHANGETRAIL_CLOUD_REQUESTS_PER_SECOND", "200");
        return RunningService.start(
                environment, context -> context.getBeanFactory().addBeanPostProcessor(new SlowCommits()));
    }

    private static boolean settled(JdbcClient database) {
        return database.sql("""
                        select not exists (select from dirty_resource) and not exists (select from feed
                                where recorded_at > now() - interval '3 seconds')
                        """).query(Boolean.class).single();
    }

    private static List<String> positions(JdbcClient database) {
        return database.sql("select xid::text, number from feed order by feed.xid, number")
                .query((row, number) -> new FeedPosition(row.getString(1), row.getLong(2)).text())
                .list();
    }
}
