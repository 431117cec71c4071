package io.changetrail.ecs;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.CloudException.Kind;
import io.changetrail.cloud.WatchedProjects;
import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.DueServers;
import io.changetrail.inventory.Inventory;
import io.changetrail.sync.PollRun;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.Walk;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Goes through the watched projects: looks at Nova's list, then reads the servers that are due; one bad server stops no other. */
@Component
@ConditionalOnBooleanProperty(
        name = {"changetrail.sync.enabled", "changetrail.cloud.ecs.enabled"},
        matchIfMissing = true)
class InstanceActionPoller {

    private static final int PROJECTS_AT_ONCE = 4;
    private static final int SERVERS_AT_ONCE = 8;
    private static final int BATCH = 200;

    private final WatchedProjects projects;
    private final PollRun runs;
    private final Inventory inventory;
    private final DueServers due;
    private final ServerReader reader;
    private final ActionStore store;
    private final Clock clock;
    private final MeterRegistry meters;

    InstanceActionPoller(
            WatchedProjects projects,
            PollRun runs,
            Inventory inventory,
            DueServers due,
            ServerReader reader,
            ActionStore store,
            Clock clock,
            MeterRegistry meters) {
        this.projects = projects;
        this.runs = runs;
        this.inventory = inventory;
        this.due = due;
        this.reader = reader;
        this.store = store;
        this.clock = clock;
        this.meters = meters;
    }

    @Scheduled(fixedDelayString = "${changetrail.sync.interval:30s}")
    Mono<Void> poll() {
        return Mono.defer(projects::ids)
                .flatMapMany(Flux::fromIterable)
                .flatMap(
                        project -> runs.run(new StreamKey("ecs", project), walk -> walk(walk, project)),
                        PROJECTS_AT_ONCE)
                .then()
                .onErrorComplete();
    }

    private Mono<Optional<String>> walk(Walk walk, String project) {
        var trouble = new AtomicReference<String>();
        return inventory
                .lookAtNova(walk, project)
                .then(readDue(walk, project, trouble))
                .then(onDatabase(() -> due.failingActions(project)))
                .map(failing -> failing == 0
                        ? Optional.empty()
                        : Optional.of(Optional.ofNullable(trouble.get()).orElse("servers wait for another try")));
    }

    private Mono<Void> readDue(Walk walk, String project, AtomicReference<String> trouble) {
        return onDatabase(() -> due.forActions(project, walk.startedAt(), BATCH))
                .repeat()
                .takeWhile(batch -> !batch.isEmpty())
                .concatMap(batch -> Flux.fromIterable(batch)
                        .flatMap(server -> read(walk, server, trouble), SERVERS_AT_ONCE)
                        .then(), 0)
                .then();
    }

    private Mono<Void> read(Walk walk, DueServer server, AtomicReference<String> trouble) {
        return reader.read(walk, server)
                .flatMap(reading -> onDatabase(() -> {
                    count(store.store(walk, server, reading, clock.instant()));
                    if (reading.owesDetails()) {
                        trouble.set("details of actions could not be read");
                        due.actionsFailed(server, clock.instant());
                    }
                    return true;
                }))
                .onErrorResume(CloudException.class, failure -> onDatabase(() -> {
                    if (failure.kind() == Kind.NOT_FOUND) {
                        due.actionsGone(server, clock.instant());
                    } else {
                        trouble.set(failure.getMessage());
                        due.actionsFailed(server, clock.instant());
                    }
                    return true;
                }))
                .then();
    }

    private void count(IngestCounts counts) {
        meters.counter("changetrail.ingest.records", "source", "ecs", "result", "stored")
                .increment(counts.stored());
        meters.counter("changetrail.ingest.records", "source", "ecs", "result", "unchanged")
                .increment(counts.unchanged());
        meters.counter("changetrail.ingest.records", "source", "ecs", "result", "quarantined")
                .increment(counts.quarantined());
    }

    private static <T> Mono<T> onDatabase(java.util.concurrent.Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
