package io.changetrail.rms;

import io.changetrail.cloud.WatchedProjects;
import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.DueServers;
import io.changetrail.inventory.Inventory;
import io.changetrail.sync.Failures;
import io.changetrail.sync.PollRun;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.Walk;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Looks at the RMS list of the domain, then reads the histories that are due; one bad resource stops no other. */
@Component
@ConditionalOnBooleanProperty(
        name = {"changetrail.sync.enabled", "changetrail.cloud.rms.enabled"},
        matchIfMissing = true)
class HistoryPoller {

    private static final int SERVERS_AT_ONCE = 8;
    private static final int BATCH = 200;

    private final WatchedProjects projects;
    private final HistoryClient client;
    private final PollRun runs;
    private final Inventory inventory;
    private final DueServers due;
    private final HistoryReader reader;
    private final Clock clock;
    private final MeterRegistry meters;

    HistoryPoller(
            WatchedProjects projects,
            HistoryClient client,
            PollRun runs,
            Inventory inventory,
            DueServers due,
            HistoryReader reader,
            Clock clock,
            MeterRegistry meters) {
        this.projects = projects;
        this.client = client;
        this.runs = runs;
        this.inventory = inventory;
        this.due = due;
        this.reader = reader;
        this.clock = clock;
        this.meters = meters;
    }

    @Scheduled(fixedDelayString = "${changetrail.sync.rms-interval:${changetrail.sync.interval:30s}}")
    Mono<Void> poll() {
        return Mono.defer(() -> runs.run(new StreamKey("rms", client.domain()), this::walk));
    }

    private Mono<Optional<String>> walk(Walk walk) {
        var trouble = new AtomicReference<String>();
        return projects.ids()
                .flatMap(wanted -> inventory.lookAtRms(walk, wanted))
                .then(readDue(walk, trouble))
                .then(onDatabase(due::failingHistory))
                .map(failing -> failing == 0
                        ? Optional.empty()
                        : Optional.of(Optional.ofNullable(trouble.get()).orElse("servers wait for another try")));
    }

    private Mono<Void> readDue(Walk walk, AtomicReference<String> trouble) {
        return onDatabase(() -> due.forHistory(walk.startedAt(), BATCH))
                .repeat()
                .takeWhile(batch -> !batch.isEmpty())
                .concatMap(
                        batch -> Flux.fromIterable(batch)
                                .flatMap(server -> read(walk, server, trouble), SERVERS_AT_ONCE)
                                .then(),
                        0)
                .then();
    }

    private Mono<Void> read(Walk walk, DueServer server, AtomicReference<String> trouble) {
        return reader.read(walk, server)
                .doOnNext(this::count)
                .then()
                .onErrorResume(Failures::concernOneRecordOnly, failure -> onDatabase(() -> {
                            trouble.set(Failures.reason(failure));
                            due.historyFailed(server, clock.instant());
                            return true;
                        })
                        .then());
    }

    private void count(IngestCounts counts) {
        meters.counter("changetrail.ingest.records", "source", "rms", "result", "stored")
                .increment(counts.stored());
        meters.counter("changetrail.ingest.records", "source", "rms", "result", "unchanged")
                .increment(counts.unchanged());
        meters.counter("changetrail.ingest.records", "source", "rms", "result", "quarantined")
                .increment(counts.quarantined());
    }

    private static <T> Mono<T> onDatabase(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
