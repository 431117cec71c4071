package io.changetrail.rms;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.CloudRequest;
import io.changetrail.cloud.CloudScope;
import io.changetrail.cloud.CloudService;
import io.changetrail.inventory.DueServers;
import io.changetrail.sync.Database;
import io.changetrail.sync.RecorderSightings;
import io.changetrail.sync.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Asks hourly whether the account's resource recorder is on, and with each walk while it is off or that cannot be told for the
 * moment: a recorder that is off looks like a domain in which nothing happens. An answer that says nothing changes nothing.
 */
@Component
class RecorderProbe {

    private static final Duration BETWEEN = Duration.ofHours(1);

    private final ObjectProvider<CloudService> rms;
    private final HistoryClient client;
    private final RecorderSightings sightings;
    private final DueServers due;
    private final AtomicReference<Instant> askedAt = new AtomicReference<>(Instant.MIN);
    private final AtomicReference<RecorderState> last = new AtomicReference<>(RecorderState.UNKNOWN);

    RecorderProbe(
            @Qualifier("rmsCloud") ObjectProvider<CloudService> rms,
            HistoryClient client,
            RecorderSightings sightings,
            DueServers due) {
        this.due = due;
        this.rms = rms;
        this.client = client;
        this.sightings = sightings;
    }

    /** Never fails because of the cloud. */
    Mono<Void> probe(Walk walk) {
        return Mono.defer(() -> {
            if (askedAt.get().isAfter(walk.startedAt().minus(BETWEEN))) {
                return Mono.empty();
            }
            askedAt.set(walk.startedAt());
            return ask().flatMap(state -> Database.run(() -> note(walk, state)));
        });
    }

    /** A history was refused because the recorder is off. */
    void refused(Walk walk) {
        askAgain();
        sightings.refused(walk, due::lastHistoryRead);
    }

    /** No history is refused any more; tells something only where the recorder itself cannot be asked. */
    void readable(Walk walk) {
        if (last.get().isUnknown()) {
            sightings.readable(walk);
        }
    }

    private Mono<RecorderState> ask() {
        var request = CloudRequest.get(
                new CloudScope.Domain(client.domain()),
                "/v1/resource-manager/domains/{}/tracker-config",
                client.domain());
        return rms.getObject()
                .get(request)
                .map(answer -> RecorderState.of(answer.body()))
                .onErrorResume(CloudException.class, refused -> Mono.just(unanswered(refused)));
    }

    private RecorderState unanswered(CloudException refused) {
        if (refused.retryable()) {
            askAgain();
        }
        return RecorderState.of(refused);
    }

    private void note(Walk walk, RecorderState state) {
        last.set(state);
        switch (state.seen()) {
            case ON -> sightings.on(walk, state.retentionDays());
            case OFF -> {
                askAgain();
                sightings.off(walk);
            }
            case NOTHING -> {}
        }
    }

    private void askAgain() {
        askedAt.set(Instant.MIN);
    }
}
