package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.QuietWorld;
import io.changetrail.simulation.QuietWorld.Wave;
import io.changetrail.simulation.SettableClock;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A quiet account and the service that watches it; tells cycles apart by the rests between them, in which no walk is under way. */
final class CostlyAccount implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CostlyAccount.class);
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WAVE_OF_10 = 3600;
    private static final int WAVE_OF_500 = 7200;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(3));
    private final SettableClock clock = new SettableClock(now);
    private final int projects;
    private final int servers;
    private final Duration interval;
    private final Duration fullSweep;
    private final SimulatedCloud cloud;
    private final RunningService service;
    private Rest last = new Rest(Map.of(), 0);

    CostlyAccount(int projects, int servers, Duration interval, Duration fullSweep) {
        this.projects = projects;
        this.servers = servers;
        this.interval = interval;
        this.fullSweep = fullSweep;
        var waves =
                List.of(new Wave(now.plusSeconds(WAVE_OF_10), 0, 10), new Wave(now.plusSeconds(WAVE_OF_500), 10, 500));
        this.cloud = SimulatedCloud.start(0, QuietWorld.of(now, projects, servers, waves), clock);
        Map<String, String> environment = new LinkedHashMap<>(cloud.environment());
        environment.put("CHANGETRAIL_SYNC_INTERVAL", interval.toString());
        environment.put("CHANGETRAIL_SYNC_FULL_SWEEP_INTERVAL", fullSweep.toString());
        environment.put("CHANGETRAIL_SYNC_ECS_OVERLAP", "4h");
        this.service = RunningService.start(environment);
    }

    int servers() {
        return servers;
    }

    void awaitBackfill() {
        await("the first backfill is over")
                .atMost(Duration.ofMinutes(15))
                .until(() -> service.database()
                        .sql("select count(complete_until) = :streams from stream")
                        .param("streams", projects + 1)
                        .query(Boolean.class)
                        .single());
        last = rest();
    }

    /** Lets the cloud's time pass to the wave of so many servers, and on until nothing of it can be late. */
    void reboot(int changed) {
        last = rest();
        clock.set(now.plusSeconds((changed == 10 ? WAVE_OF_10 : WAVE_OF_500) + 60));
    }

    /**
     * Waits for the next cycle and holds its cost against the promise; where several pass without a rest, each may cost as much,
     * but what changed is read by no more than two of them.
     *
     * @param changed servers that a list shows as changed now, or did so in the cycle before
     * @param actions new actions
     */
    void assertCycleCosts(int changed, int actions) {
        var before = last;
        await("all lists are looked at").pollInterval(OFTEN).atMost(PATIENCE).until(() -> rest().looks(before) > 0);
        last = rest();
        var looks = last.mostLooks(before);
        var swept = 3.0 * servers * interval.toMillis() / fullSweep.toMillis();
        var lists = projects + ceil(servers, 1000) + ceil(servers, 200);
        var most = (int) (looks * (lists + swept + 5)) + Math.min(looks, 2) * 2 * changed + actions;
        var asked = last.calls() - before.calls();
        log.info(
                "{} servers in {} projects, {} changed, {} actions new: {} requests in {} cycles, at most {}",
                servers,
                projects,
                changed,
                actions,
                asked,
                looks,
                most);
        assertThat(asked)
                .as("requests of %s cycles, %s servers changed, %s actions new", looks, changed, actions)
                .isLessThanOrEqualTo(most)
                .isGreaterThanOrEqualTo(projects + ceil(servers, 200) + actions);
    }

    void awaitSweep() {
        var before = sweptUntil();
        await("every server was swept again")
                .atMost(fullSweep.multipliedBy(2).plusMinutes(1))
                .until(() -> sweptUntil().isAfter(before));
    }

    Instant sweptUntil() {
        return service.database()
                .sql("select min(swept_until) from stream")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    long storedActions() {
        return count("instance_action");
    }

    long storedItems() {
        return count("history_item");
    }

    @Override
    public void close() {
        service.close();
        cloud.close();
    }

    /** A moment at which no walk is under way, so that each has all its requests before or after it. */
    private Rest rest() {
        var found = new AtomicReference<Rest>();
        await("no walk is under way").pollInterval(OFTEN).atMost(PATIENCE).until(() -> {
            var begun = begun();
            var rest = new Rest(begun, cloud.served().calls());
            found.set(rest);
            return !begun.isEmpty() && begun.equals(begun());
        });
        return found.get();
    }

    /** How many walks of each stream were begun so far; nothing while one is under way. */
    private Map<String, Long> begun() {
        var begun = new LinkedHashMap<String, Long>();
        var busy = new AtomicBoolean();
        service.database()
                .sql("select source, scope, epoch, lease_until is not null as busy from stream order by 1, 2")
                .query(row -> {
                    begun.put(row.getString("source") + row.getString("scope"), row.getLong("epoch"));
                    busy.compareAndSet(false, row.getBoolean("busy"));
                });
        return busy.get() ? Map.of() : begun;
    }

    private long count(String table) {
        return service.database()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private static int ceil(int rows, int page) {
        return (rows + page - 1) / page;
    }

    /**
     * What had been done when nobody was at it.
     *
     * @param walks begun, by stream
     * @param calls in all
     */
    private record Rest(Map<String, Long> walks, int calls) {

        /** How often each list was looked at since. */
        int looks(Rest before) {
            return (int) since(before).min().orElseThrow();
        }

        int mostLooks(Rest before) {
            return (int) since(before).max().orElseThrow();
        }

        private LongStream since(Rest before) {
            return walks.entrySet().stream()
                    .mapToLong(walk -> walk.getValue() - before.walks.getOrDefault(walk.getKey(), 0L));
        }
    }
}
