package io.changetrail.correlation;

import io.changetrail.sync.Database;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Correlates every server whose records changed; one that fails is tried again in the next round and stops no other. */
@Component
@ConditionalOnBooleanProperty(name = "changetrail.sync.enabled", matchIfMissing = true)
class CorrelationSweep {

    private static final Logger log = LoggerFactory.getLogger(CorrelationSweep.class);
    private static final int MOST_FAILURES = 200;

    /** While the database works for one server, the other can be weighed. */
    private static final int AT_ONCE = 2;

    private final DirtyServer dirtyServer;
    private final CorrelationMeters meters;
    private final ModelVersion model;
    private final LearnedKinds kinds;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean adopted;
    private volatile boolean waiting;

    CorrelationSweep(DirtyServer dirtyServer, CorrelationMeters meters, ModelVersion model, LearnedKinds kinds) {
        this.dirtyServer = dirtyServer;
        this.meters = meters;
        this.model = model;
        this.kinds = kinds;
    }

    @Scheduled(fixedDelayString = "${changetrail.correlation.interval:5s}")
    Mono<Void> sweep() {
        return Database.run(this::prepare)
                .then(work())
                .then(Database.call(this::haveLearned))
                .flatMap(learned -> learned ? work() : Mono.empty())
                .doOnSuccess(done -> resumed())
                .onErrorResume(failure -> {
                    waits(failure);
                    return Mono.empty();
                });
    }

    private void waits(Throwable failure) {
        if (waiting) {
            log.debug("Correlation still waits: {}", failure.toString());
        } else {
            log.warn("Correlation waits: {}", failure.toString());
        }
        waiting = true;
    }

    private void resumed() {
        if (waiting) {
            log.info("Correlation goes on");
        }
        waiting = false;
    }

    private void prepare() {
        if (!adopted) {
            if (model.adopt(dirtyServer.modelVersion())) {
                log.info("Correlating all servers by version {} of the model", dirtyServer.modelVersion());
            }
            adopted = true;
        }
        dirtyServer.refresh();
    }

    private boolean haveLearned() {
        if (kinds.mayCount() && dirtyServer.metUnknownKinds() && kinds.due() && kinds.adopt(kinds.learn())) {
            log.info("Correlating servers anew by what was learned of actions that the effect table does not have");
            dirtyServer.refresh();
            return true;
        }
        return false;
    }

    private Mono<Void> work() {
        return Mono.defer(() -> {
            Set<String> failed = ConcurrentHashMap.newKeySet();
            return Flux.range(0, AT_ONCE)
                    .flatMapDelayError(worker -> Database.run(() -> work(failed)), AT_ONCE, 1)
                    .then();
        });
    }

    private void work(Set<String> failed) {
        var more = true;
        while (more && failed.size() < MOST_FAILURES) {
            more = next(failed);
        }
    }

    /** Correlates one server; false if none is left. */
    private boolean next(Set<String> failed) {
        try {
            Optional<String> done = dirtyServer.correlateNext(failed);
            done.filter(failing::remove).ifPresent(server -> log.info("{} is correlated again", server));
            return done.isPresent();
        } catch (UncorrelatedException failure) {
            meters.failed();
            failed.add(failure.serverId());
            if (failing.add(failure.serverId())) {
                log.warn("{} cannot be correlated", failure.serverId(), failure.getCause());
            }
            return true;
        }
    }
}
