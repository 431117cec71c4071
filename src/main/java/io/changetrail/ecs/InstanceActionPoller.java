package io.changetrail.ecs;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.WatchedProjects;
import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.DueServers;
import io.changetrail.inventory.Failures;
import io.changetrail.inventory.Inventory;
import io.changetrail.inventory.PurgedServers;
import io.changetrail.inventory.UnreadAnswers;
import io.changetrail.inventory.WorkRun;
import io.changetrail.sync.Database;
import io.changetrail.sync.PollRun;
import io.changetrail.sync.Rounds;
import io.changetrail.sync.Shortfall;
import io.changetrail.sync.Sieve;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Trouble;
import io.changetrail.sync.Walk;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Goes through the watched projects: looks at Nova's list, then reads the servers that are due; one bad server stops no other. */
@Component
@ConditionalOnBooleanProperty(
        name = {"changetrail.sync.enabled", "changetrail.cloud.ecs.enabled"},
        matchIfMissing = true)
class InstanceActionPoller {

    private final WatchedProjects projects;
    private final PollRun runs;
    private final Inventory inventory;
    private final WorkRun work;
    private final DueServers due;
    private final PurgedServers purged;
    private final ServerReader reader;
    private final ActionStore store;
    private final UnreadAnswers unread;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Rounds rounds;
    private volatile Collection<String> watched = List.of();

    InstanceActionPoller(
            WatchedProjects projects,
            PollRun runs,
            Inventory inventory,
            WorkRun work,
            DueServers due,
            PurgedServers purged,
            ServerReader reader,
            ActionStore store,
            UnreadAnswers unread,
            Clock clock,
            MeterRegistry meters,
            SyncProperties sync) {
        this.projects = projects;
        this.runs = runs;
        this.inventory = inventory;
        this.work = work;
        this.due = due;
        this.purged = purged;
        this.reader = reader;
        this.store = store;
        this.unread = unread;
        this.clock = clock;
        this.meters = meters;
        this.rounds = new Rounds(sync.interval());
    }

    @Scheduled(fixedRateString = "${changetrail.sync.interval:30s}")
    Mono<Void> poll() {
        return Mono.fromSupplier(projects::readable)
                .filter(Boolean::booleanValue)
                .flatMap(readable -> projects.ids())
                .doOnNext(ids -> watched = ids)
                .flatMap(ids -> rounds.keep(ids, this::round))
                .onErrorResume(failure -> runs.failed(new StreamKey("ecs", "its projects"), failure));
    }

    private Mono<Boolean> round(String project) {
        return projects.readable()
                ? runs.run(new StreamKey("ecs", project), walk -> walk(walk, project))
                : Mono.just(false);
    }

    private Mono<Optional<Shortfall>> walk(Walk walk, String project) {
        var trouble = new Trouble();
        return inventory
                .lookAtNova(walk, project)
                .onErrorResume(
                        CloudException.class,
                        failure -> Database.run(() -> {
                            trouble.noteOfLists(Failures.shortfall(failure));
                            quarantine(walk, null, failure);
                        }))
                .then(work.off(walk, watched, trouble, server -> read(walk, server, trouble)));
    }

    private Mono<Void> read(Walk walk, DueServer server, Trouble trouble) {
        return reader.read(walk, server)
                .flatMap(reading -> Database.run(() -> store(walk, server, reading, trouble)))
                .onErrorResume(
                        failure ->
                                failure instanceof CloudException || failure instanceof DataIntegrityViolationException,
                        failure -> Database.run(() -> failed(walk, server, failure, trouble)));
    }

    private void store(Walk walk, DueServer server, ServerReading reading, Trouble trouble) {
        var now = clock.instant();
        new Sieve<ReadAction>(action -> store.refuses(server, action, now), unfit -> store.putAway(walk, server, unfit))
                .pass(reading.actions(), fit -> store.store(walk, server, reading.of(fit), now))
                .addTo(meters, "ecs");
        reading.unread()
                .forEach(detail ->
                        unread.put(walk.stream(), server.serverId(), detail).addTo(meters, "ecs"));
        if (reading.owesDetails()) {
            trouble.note(new Shortfall(Shortfall.Kind.OUTAGE, "details of actions could not be read"));
            due.actionsFailed(server, clock.instant());
        }
    }

    private void quarantine(Walk walk, @Nullable String server, Throwable failure) {
        if (failure instanceof CloudException refused && refused.oversized() != null) {
            unread.put(walk.stream(), server, refused.oversized()).addTo(meters, "ecs");
        }
    }

    private void failed(Walk walk, DueServer server, Throwable failure, Trouble trouble) {
        if (failure instanceof CloudException refused && refused.isUnknownThing()) {
            purged.gone(walk, server, clock.instant());
        } else {
            trouble.note(Failures.shortfall(failure));
            quarantine(walk, server.serverId(), failure);
            due.actionsFailed(server, clock.instant());
        }
    }
}
