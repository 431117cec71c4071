package io.changetrail.rms;

import io.changetrail.inventory.DueServer;
import io.changetrail.sync.Database;
import io.changetrail.sync.IngestCounts;
import io.changetrail.sync.Sieve;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Walk;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Reads the history of one resource, each page stored before the next is asked for. */
@Component
class HistoryReader {

    private final HistoryClient client;
    private final HistoryStore store;
    private final SyncProperties properties;
    private final Clock clock;

    HistoryReader(HistoryClient client, HistoryStore store, SyncProperties properties, Clock clock) {
        this.client = client;
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** What became of the items, page by page; the resource is off the due list once this completes. */
    Flux<IngestCounts> read(Walk walk, DueServer server) {
        return Flux.defer(() -> {
            var groups = new ItemGroups();
            return client.pages(server.serverId(), earliest(walk, server))
                    .map(groups::complete)
                    .concatMap(items -> store(walk, server, items), 1)
                    .concatWith(last(walk, server, groups));
        });
    }

    private Mono<IngestCounts> store(Walk walk, DueServer server, List<JsonNode> items) {
        return items.isEmpty()
                ? Mono.empty()
                : sifted(walk, server, items, fit -> store.store(walk, server, fit, clock.instant()));
    }

    private Mono<IngestCounts> last(Walk walk, DueServer server, ItemGroups groups) {
        return Mono.defer(
                () -> sifted(walk, server, groups.rest(), fit -> store.storeLast(walk, server, fit, clock.instant())));
    }

    private Mono<IngestCounts> sifted(
            Walk walk, DueServer server, List<JsonNode> items, Function<List<JsonNode>, IngestCounts> write) {
        var sieve = new Sieve<JsonNode>(
                item -> store.refuses(walk, server, item, clock.instant()),
                unfit -> store.putAway(walk, server, unfit));
        return Database.call(() -> sieve.pass(items, write));
    }

    private @Nullable Instant earliest(Walk walk, DueServer server) {
        var readAt = server.readAt();
        return readAt == null || walk.sweeps(readAt)
                ? properties.backfillSince()
                : readAt.minus(properties.rmsOverlap());
    }
}
