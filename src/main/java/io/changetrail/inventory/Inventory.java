package io.changetrail.inventory;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.CloudProperties;
import io.changetrail.inventory.ServerLists.Rows;
import io.changetrail.sync.Database;
import io.changetrail.sync.PollRun;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Walk;
import io.changetrail.sync.WalkedProjects;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at the lists of both clouds and remembers who changed, so that only those have to be asked. */
@Component
public class Inventory {

    private final ServerLists lists;
    private final ServerStore store;
    private final CloudProperties cloud;
    private final SyncProperties sync;
    private final WalkedProjects walked;
    private final DeletedLooks deletedLooks;
    private final MeterRegistry meters;

    Inventory(
            ServerLists lists,
            ServerStore store,
            CloudProperties cloud,
            SyncProperties sync,
            WalkedProjects walked,
            DeletedLooks deletedLooks,
            MeterRegistry meters) {
        this.walked = walked;
        this.meters = meters;
        this.lists = lists;
        this.store = store;
        this.cloud = cloud;
        this.sync = sync;
        this.deletedLooks = deletedLooks;
    }

    /**
     * Lists the project's servers in Nova: at first all that there are and were, then those that changed since the walk's
     * cursor less the overlap; once per sweep instead all that exist, for which the cursor waits.
     */
    public Mono<Void> lookAtNova(Walk walk, String project) {
        return pages(walk, project)
                .concatMap(
                        page -> Database.run(() -> store.novaPage(walk, project, cloud.region(), page))
                                .then(counted(walk, page)),
                        0)
                .then(Database.run(() -> store.listed(walk)));
    }

    private Flux<Rows<NovaServer>> pages(Walk walk, String project) {
        var cursor = walk.cursor();
        if (cursor == null) {
            return lists.nova(project, null).concatWith(lists.nova(project, Instant.EPOCH));
        }
        return lists.nova(project, walk.sweep() ? null : cursor.minus(sync.ecsOverlap()));
    }

    /**
     * Lists the domain's servers in RMS, and hourly or where a project is new the deleted ones.
     *
     * @param projects whose servers are wanted; of no account if no projects are configured, then all in the region are
     */
    public Mono<Void> lookAtRms(Walk walk, Collection<String> projects) {
        var wanted = cloud.projectIds().isEmpty() ? null : Set.copyOf(projects);
        return store(walk, lists.rms(), wanted, true)
                .then(Mono.defer(() -> deleted(walk, wanted)))
                .then(Database.run(() -> store.rmsListed(walk, wanted)));
    }

    /** Only a help to find servers that Nova has purged: without this list the walk is as good as the others make it. */
    private Mono<Void> deleted(Walk walk, @Nullable Set<String> wanted) {
        return Database.call(
                        () -> deletedLooks.isDue(walk.startedAt()) || (wanted != null && walked.areNew(walk, wanted)))
                .filter(due -> due)
                .flatMap(due -> store(walk, lists.rmsDeleted(), wanted, false)
                        .then(Database.run(() -> deletedLooks.succeeded(walk.startedAt()))))
                .onErrorResume(
                        CloudException.class,
                        refused -> Database.run(() -> deletedLooks.failed(walk.startedAt(), PollRun.reason(refused))));
    }

    /** @param wanted null for all */
    private Mono<Void> store(Walk walk, Flux<Rows<RmsResource>> pages, @Nullable Set<String> wanted, boolean live) {
        return pages.map(page -> new Rows<>(
                        page.readable().stream()
                                .filter(this::isInRegion)
                                .filter(resource -> wanted == null || wanted.contains(resource.projectId()))
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
}
