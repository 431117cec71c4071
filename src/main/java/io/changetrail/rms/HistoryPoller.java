package io.changetrail.rms;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.WatchedProjects;
import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.DueServers;
import io.changetrail.inventory.Failures;
import io.changetrail.inventory.Inventory;
import io.changetrail.inventory.UnreadAnswers;
import io.changetrail.inventory.WorkRun;
import io.changetrail.sync.Database;
import io.changetrail.sync.PollRun;
import io.changetrail.sync.Rounds;
import io.changetrail.sync.Shortfall;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Trouble;
import io.changetrail.sync.Walk;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
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

    /** Also the answer of an account that never had a recorder ({@code upstream.md} 2.4). */
    private static final String RECORDER_OFF = "RMS.00010091";

    private final WatchedProjects projects;
    private final HistoryClient client;
    private final PollRun runs;
    private final RecorderProbe recorder;
    private final Inventory inventory;
    private final WorkRun work;
    private final DueServers due;
    private final HistoryReader reader;
    private final UnreadAnswers unread;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Rounds rounds;

    HistoryPoller(
            WatchedProjects projects,
            HistoryClient client,
            PollRun runs,
            RecorderProbe recorder,
            Inventory inventory,
            WorkRun work,
            DueServers due,
            HistoryReader reader,
            UnreadAnswers unread,
            Clock clock,
            MeterRegistry meters,
            SyncProperties sync) {
        this.projects = projects;
        this.client = client;
        this.runs = runs;
        this.recorder = recorder;
        this.inventory = inventory;
        this.work = work;
        this.due = due;
        this.reader = reader;
        this.unread = unread;
        this.clock = clock;
        this.meters = meters;
        this.rounds = new Rounds(sync.rmsInterval());
    }

    @Scheduled(fixedRateString = "${changetrail.sync.rms-interval:${changetrail.sync.interval:30s}}")
    Mono<Void> poll() {
        return Mono.defer(() -> rounds.keep(List.of(client.domain()), this::round));
    }

    private Mono<Boolean> round(String domain) {
        return projects.readable() ? runs.run(new StreamKey("rms", domain), this::walk) : Mono.just(false);
    }

    private Mono<Optional<Shortfall>> walk(Walk walk) {
        var trouble = new Trouble();
        return projects.ids()
                .flatMap(wanted -> inventory.lookAtRms(walk, wanted))
                .onErrorResume(CloudException.class, failure -> Database.run(() -> listFailed(walk, failure, trouble)))
                .then(recorder.probe(walk))
                .then(work.off(walk, List.of(), trouble, server -> read(walk, server, trouble)))
                .flatMap(outcome -> Database.call(() -> ended(walk, outcome)));
    }

    private void listFailed(Walk walk, CloudException failure, Trouble trouble) {
        trouble.noteOfLists(Failures.shortfall(failure));
        if (failure.oversized() != null) {
            unread.put(walk.stream(), null, failure.oversized()).addTo(meters, "rms");
        }
    }

    private Optional<Shortfall> ended(Walk walk, Optional<Shortfall> outcome) {
        if (outcome.isEmpty()) {
            recorder.readable(walk);
        }
        return outcome;
    }

    private Mono<Void> read(Walk walk, DueServer server, Trouble trouble) {
        return reader.read(walk, server)
                .doOnNext(counts -> counts.addTo(meters, "rms"))
                .then()
                .onErrorResume(
                        failure ->
                                failure instanceof CloudException || failure instanceof DataIntegrityViolationException,
                        failure -> Database.run(() -> failed(walk, server, failure, trouble)));
    }

    private void failed(Walk walk, DueServer server, Throwable failure, Trouble trouble) {
        if (failure instanceof CloudException refused && RECORDER_OFF.equals(refused.code())) {
            recorder.refused(walk);
            trouble.note(new Shortfall(
                    Shortfall.Kind.RECORDER_OFF,
                    "the account's resource recorder is off, so RMS shows no history (" + RECORDER_OFF + ")"));
        } else {
            trouble.note(Failures.shortfall(failure));
        }
        due.historyFailed(server, clock.instant());
    }
}
