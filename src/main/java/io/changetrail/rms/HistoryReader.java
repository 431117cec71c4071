package io.changetrail.rms;

import io.changetrail.inventory.DueServer;
import io.changetrail.sync.Database;
import io.changetrail.sync.IngestCounts;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Walk;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
            var read = new ReadStretch();
            return client.pages(server.serverId(), earliest(server))
                    .map(groups::complete)
                    .concatMap(items -> store(walk, server, items, read), 1)
                    .concatWith(
                            Database.call(() -> store.storeLast(walk, server, groups.rest(), read, clock.instant())));
        });
    }

    private Mono<IngestCounts> store(Walk walk, DueServer server, List<JsonNode> items, ReadStretch read) {
        return items.isEmpty()
                ? Mono.empty()
                : Database.call(() -> store.store(walk, server, items, read, clock.instant()));
    }

    private @Nullable Instant earliest(DueServer server) {
        var readAt = server.readAt();
        return readAt == null || server.deep() ? properties.backfillSince() : readAt.minus(properties.rmsOverlap());
    }
}
