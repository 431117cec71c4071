package io.changetrail.rms;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.WatchedProjects;
import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.DueServers;
import io.changetrail.inventory.Inventory;
import io.changetrail.sync.Database;
import io.changetrail.sync.PollRun;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.Trouble;
import io.changetrail.sync.Walk;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

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
        var trouble = new Trouble();
        return projects.ids()
                .flatMap(wanted -> inventory.lookAtRms(walk, wanted))
                .then(Database.drain(
                        () -> due.forHistory(walk.startedAt(), BATCH),
                        server -> read(walk, server, trouble),
                        SERVERS_AT_ONCE))
                .then(Database.call(() -> trouble.unless(due.failingHistory())));
    }

    private Mono<Void> read(Walk walk, DueServer server, Trouble trouble) {
        return reader.read(walk, server)
                .doOnNext(counts -> counts.addTo(meters, "rms"))
                .then()
                .onErrorResume(
                        failure ->
                                failure instanceof CloudException || failure instanceof DataIntegrityViolationException,
                        failure -> Database.run(() -> {
                            trouble.note(PollRun.reason(failure));
                            due.historyFailed(server, clock.instant());
                        }));
    }
}
