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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A quiet account and the service that watches it; tells cycles apart by the silence between them. */
final class CostlyAccount implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CostlyAccount.class);
    private static final Duration SILENCE = Duration.ofSeconds(1);
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
                .atMost(Duration.ofMinutes(10))
                .until(() -> service.database()
                        .sql("select count(complete_until) = :streams from stream")
                        .param("streams", projects + 1)
                        .query(Boolean.class)
                        .single());
        awaitSilence();
    }

    /** Lets the cloud's time pass to the wave of so many servers, and on until nothing of it can be late. */
    void reboot(int changed) {
        awaitSilence();
        clock.set(now.plusSeconds((changed == 10 ? WAVE_OF_10 : WAVE_OF_500) + 60));
    }

    /**
     * Waits for the next cycle and holds its cost against the promise; where several pass without a silence, each may cost as
     * much, but what changed is read by no more than two of them.
     *
     * @param changed servers that a list shows as changed now, or did so in the cycle before
     * @param actions new actions
     */
    void assertCycleCosts(int changed, int actions) {
        var before = Calls.of(cloud);
        awaitLooks(before);
        var cycle = Calls.of(cloud).since(before);
        var looks = Math.max(cycle.nova() / projects, ceil(cycle.rms(), ceil(servers, 200)));
        var swept = 3.0 * servers * interval.toMillis() / fullSweep.toMillis();
        var lists = projects + ceil(servers, 1000) + ceil(servers, 200);
        var most = (int) (looks * (lists + swept + 5)) + Math.min(looks, 2) * 2 * changed + actions;
        log.info(
                "{} servers in {} projects, {} changed, {} actions new: {} requests in {} cycles, at most {}",
                servers,
                projects,
                changed,
                actions,
                cycle.all(),
                looks,
                most);
        assertThat(cycle.all())
                .as("requests of %s cycles, %s servers changed, %s actions new: %s", looks, changed, actions, cycle)
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

    private void awaitLooks(Calls before) {
        await("both lists are looked at")
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    var looks = Calls.of(cloud).since(before);
                    return looks.nova() >= projects && looks.rms() >= ceil(servers, 200);
                });
        awaitSilence();
    }

    private void awaitSilence() {
        await("the cloud is left alone")
                .pollInterval(SILENCE)
                .atMost(Duration.ofMinutes(2))
                .until(new Object() {
                    private int last = -1;

                    private boolean isSilent() {
                        var before = last;
                        last = cloud.served().calls();
                        return before == last;
                    }
                }::isSilent);
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

    /** How often the cloud was asked: for Nova's lists, for the RMS list, and in all. */
    private record Calls(int nova, int rms, int all) {

        static Calls of(SimulatedCloud cloud) {
            return new Calls(
                    cloud.served("servers/detail"),
                    cloud.served("resources"),
                    cloud.served().calls());
        }

        Calls since(Calls before) {
            return new Calls(nova - before.nova, rms - before.rms, all - before.all);
        }
    }
}
