package io.changetrail;

import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.AwkwardTruth;
import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.SettableClock;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import tools.jackson.databind.JsonNode;

/** The service that has read the world of all awkward truths, and a view of its timelines over HTTP. */
final class AwkwardService implements AutoCloseable {

    final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    final SettableClock clock = new SettableClock(now);
    final SimulatedCloud cloud = AwkwardWorlds.start(0, clock);
    final RunningService service = RunningService.start(cloud.environment());
    final ApiClient api = new ApiClient(service.address());

    AwkwardService() {
        until("everything is read and joined", this::isSettled);
    }

    /** When a moment of the world was, given in seconds after its zero; six decimals as the API writes them. */
    String at(double second) {
        var instant = now.minus(Duration.ofDays(2)).plusMillis(Math.round(second * 1000));
        return instant.toString().replaceAll("(\\.\\d+)?Z$", "") + ".%06dZ".formatted(instant.getNano() / 1000);
    }

    List<JsonNode> timeline(AwkwardTruth truth) {
        return timeline(truth.server());
    }

    List<JsonNode> timeline(String server) {
        return api.all("/api/v1/servers/" + server + "/timeline?order=asc&limit=1000&include=raw");
    }

    /** The actions of the server's timeline, oldest first. */
    List<JsonNode> actions(AwkwardTruth truth) {
        return part(truth, "action");
    }

    /** The changes of the server's timeline, oldest first, each still wrapped in its entry. */
    List<JsonNode> changes(AwkwardTruth truth) {
        return part(truth, "change");
    }

    /** Makes the next walks read every server again as deeply as a sweep does. */
    void sweep() {
        service.database().sql("""
                        update server set ecs_due_at = now(), ecs_swept_at = null, rms_due_at = now(), rms_swept_at = null
                        """).update();
    }

    void until(String what, Callable<Boolean> reached) {
        await(what).atMost(Duration.ofSeconds(60)).until(reached);
    }

    private List<JsonNode> part(AwkwardTruth truth, String kind) {
        return timeline(truth).stream()
                .filter(entry -> entry.path("kind").asString().equals(kind))
                .toList();
    }

    private boolean isSettled() {
        return service.database().sql("""
                        select (select count(complete_until) = 2 from stream) and not exists (select from dirty_resource)
                        """).query(Boolean.class).single();
    }

    @Override
    public void close() {
        service.close();
        cloud.close();
    }
}
