package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.ScoredLink;
import io.changetrail.simulation.SettableClock;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A simulated cloud, a service that has read it over HTTP, and the links that a caller finds in the service's timelines. */
final class ServedLinks implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final World world;
    private final SettableClock clock;
    private final SimulatedCloud cloud;
    private final RunningService service;
    private final LearnedKinds kinds;
    private final ApiClient api;

    ServedLinks(World world, Instant now) {
        this.world = world;
        this.clock = new SettableClock(now);
        this.cloud = SimulatedCloud.start(0, world, clock);
        this.service = RunningService.start(cloud.environment());
        this.kinds = service.bean(LearnedKinds.class);
        this.api = new ApiClient(service.address());
        awaitSettled();
    }

    /**
     * All links of the world's servers, and the table they were found by.
     *
     * @param links causes and rivals; a cause of a first item names the path {@code ""} as the truth does
     */
    record Reading(List<ScoredLink> links, EffectTable table) {

        List<ScoredLink> of(World part) {
            var servers = new HashSet<String>();
            part.servers().forEach(server -> servers.add(server.id()));
            return links.stream()
                    .filter(link -> servers.contains(link.serverId()))
                    .toList();
        }
    }

    /** Lets the cloud's time pass, and waits until all that it shows then is read and joined. */
    void passTo(Instant now) {
        clock.set(now);
        service.database().sql("""
                        update server set ecs_due_at = now(), ecs_swept_at = null, rms_due_at = now(), rms_swept_at = null
                        """).update();
        awaitSettled();
    }

    /** Once more if the service learned something of unknown actions meanwhile. */
    Reading read() {
        Map<String, KindCounts> before;
        List<ScoredLink> links;
        do {
            awaitSettled();
            before = kinds.adopted();
            links = world.servers().stream()
                    .flatMap(server -> timeline(server.id()).flatMap(ServedLinks::links))
                    .toList();
        } while (!state().equals(settled()) || !before.equals(kinds.adopted()));
        return new Reading(links, EffectTable.load().with(before));
    }

    private Stream<JsonNode> timeline(String server) {
        return api.all("/api/v1/servers/" + server + "/timeline?kind=change&order=asc&limit=500").stream();
    }

    private static Stream<ScoredLink> links(JsonNode entry) {
        var change = entry.path("change");
        var first = change.path("occurred").path("earliest").isNull();
        var links = new ArrayList<ScoredLink>();
        change.path("causes").forEach(cause -> links.add(link(entry, cause, paths(cause, first), true)));
        change.path("rivals").forEach(rival -> links.add(link(entry, rival, Set.of(), false)));
        return links.stream();
    }

    private static Set<String> paths(JsonNode cause, boolean first) {
        var paths = new HashSet<String>();
        cause.path("paths").forEach(path -> paths.add(path.stringValue()));
        if (first) {
            paths.add("");
        }
        return paths;
    }

    private static ScoredLink link(JsonNode entry, JsonNode link, Set<String> paths, boolean cause) {
        return new ScoredLink(
                entry.path("server_id").stringValue(),
                Instant.parse(entry.path("change").path("capture_time").stringValue()),
                link.path("request_id").stringValue(),
                paths,
                link.path("score").doubleValue(),
                cause);
    }

    private void awaitSettled() {
        await("all is read and joined")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state()).isEqualTo(settled()));
    }

    /** What is stored, how many streams were walked to their end, and how many servers are still to be joined. */
    private Map<String, @Nullable Object> state() {
        return service.database().sql("""
                        select (select count(*) from instance_action) as actions,
                               (select count(*) from history_item) as items,
                               (select count(complete_until) from stream) as streams,
                               (select count(*) from dirty_resource) as dirty
                        """).query().singleRow();
    }

    private Map<String, Object> settled() {
        var streams = world.projects().size() + 1L;
        return Map.of("actions", shown("ecs"), "items", shown("rms"), "streams", streams, "dirty", 0L);
    }

    private long shown(String source) {
        return cloud.offers().stream()
                .filter(offer -> offer.version().source().equals(source) && offer.openAt(clock.instant()))
                .map(offer -> offer.version().key())
                .distinct()
                .count();
    }

    @Override
    public void close() {
        service.close();
        cloud.close();
    }
}
