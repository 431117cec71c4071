package io.changetrail.inventory;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.CloudProperties;
import io.changetrail.inventory.ServerLists.Rows;
import io.changetrail.sync.Database;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Walk;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at the lists of both clouds and remembers who changed, so that only those have to be asked. */
@Component
public class Inventory {

    private static final Duration BETWEEN_LOOKS_AT_DELETED = Duration.ofHours(1);

    private final ServerLists lists;
    private final ServerStore store;
    private final CloudProperties cloud;
    private final SyncProperties sync;
    private final MeterRegistry meters;
    private final AtomicReference<Instant> lookedAtDeleted = new AtomicReference<>(Instant.MIN);

    Inventory(ServerLists lists, ServerStore store, CloudProperties cloud, SyncProperties sync, MeterRegistry meters) {
        this.meters = meters;
        this.lists = lists;
        this.store = store;
        this.cloud = cloud;
        this.sync = sync;
    }

    /** Lists the project's servers in Nova that changed since the walk's cursor less the overlap, or all on a sweep. */
    public Mono<Void> lookAtNova(Walk walk, String project) {
        return pages(walk, project)
                .concatMap(
                        page -> Database.run(() -> store.novaPage(walk, project, cloud.region(), page))
                                .then(counted(walk, page)),
                        0)
                .then(listed(walk, List.of(project)));
    }

    private Flux<Rows<NovaServer>> pages(Walk walk, String project) {
        var cursor = walk.cursor();
        if (walk.sweep() || cursor == null) {
            return lists.nova(project, null).concatWith(lists.nova(project, Instant.EPOCH));
        }
        return lists.nova(project, cursor.minus(sync.ecsOverlap()));
    }

    /**
     * Lists the domain's servers in RMS, and at most hourly the deleted ones.
     *
     * @param projects whose servers are wanted; of no account if no projects are configured, then all in the region are
     */
    public Mono<Void> lookAtRms(Walk walk, Collection<String> projects) {
        var wanted = Set.copyOf(projects);
        return store(walk, lists.rms(), wanted, true)
                .then(Mono.defer(() -> deleted(walk, wanted)))
                .then(listed(walk, wanted));
    }

    /** Only a help to find servers that Nova has purged: without this list the walk is as good as the others make it. */
    private Mono<Void> deleted(Walk walk, Set<String> wanted) {
        var last = lookedAtDeleted.get();
        if (!walk.sweep() && last.isAfter(walk.startedAt().minus(BETWEEN_LOOKS_AT_DELETED))) {
            return Mono.empty();
        }
        return store(walk, lists.rmsDeleted(), wanted, false)
                .then(Mono.<Void>fromRunnable(() -> lookedAtDeleted.set(walk.startedAt())))
                .onErrorResume(CloudException.class, refused -> Mono.empty());
    }

    private Mono<Void> store(Walk walk, Flux<Rows<RmsResource>> pages, Set<String> wanted, boolean live) {
        return pages.map(page -> new Rows<>(
                        page.readable().stream()
                                .filter(this::isInRegion)
                                .filter(resource ->
                                        cloud.projectIds().isEmpty() || wanted.contains(resource.projectId()))
                                .toList(),
                        page.unreadable(),
                        null))
                .concatMap(
                        page -> Database.run(() -> store.rmsPage(walk, page, live))
                                .then(counted(walk, page)),
                        0)
                .then();
    }

    private Mono<Void> counted(Walk walk, Rows<?> page) {
        return Mono.fromRunnable(() -> {
            count(walk, "read", page.readable().size());
            count(walk, "quarantined", page.unreadable().size());
        });
    }

    private void count(Walk walk, String result, int rows) {
        meters.counter("changetrail.list.rows", "source", walk.stream().source(), "result", result)
                .increment(rows);
    }

    /** The lists are asked for the region, so a row without one is of it. */
    private boolean isInRegion(RmsResource resource) {
        return resource.region().isEmpty() || resource.region().equals(cloud.region());
    }

    private Mono<Void> listed(Walk walk, Collection<String> projects) {
        return Database.run(() -> store.listed(walk, projects));
    }
}
