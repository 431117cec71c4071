package io.changetrail.rms;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.Oversized;
import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.UnreadAnswers;
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
    private final UnreadAnswers unread;
    private final SyncProperties properties;
    private final Clock clock;

    HistoryReader(
            HistoryClient client, HistoryStore store, UnreadAnswers unread, SyncProperties properties, Clock clock) {
        this.unread = unread;
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
                    .concatMap(items -> store(walk, server, items, read), 0)
                    .concatWith(last(walk, server, groups, read))
                    .onErrorResume(
                            CloudException.class,
                            refused -> refused.oversized() == null
                                    ? Flux.error(refused)
                                    : around(walk, server, groups, read, refused.oversized()));
        });
    }

    /** RMS gives no marker behind an item that is too large, so the items behind it are read from the other end. */
    private Flux<IngestCounts> around(
            Walk walk, DueServer server, ItemGroups before, ReadStretch reached, Oversized item) {
        return Flux.defer(() -> {
            var groups = new ItemGroups();
            var read = new ReadStretch();
            return Flux.concat(
                    store(walk, server, before.rest(), reached),
                    unread(walk, server, item),
                    client.newestFirst(server.serverId(), earliest(server))
                            .map(groups::complete)
                            .concatMap(items -> store(walk, server, items, read), 0)
                            .onErrorResume(
                                    CloudException.class, refused -> met(walk, server, groups, read, item, refused)),
                    last(walk, server, groups, read));
        });
    }

    /** From the other end too the reading comes to an item that is too large; if it is not the same, what lies between stays unread. */
    private Flux<IngestCounts> met(
            Walk walk, DueServer server, ItemGroups groups, ReadStretch read, Oversized item, CloudException refused) {
        var other = refused.oversized();
        if (other == null) {
            return Flux.error(refused);
        }
        return item.isSameRowAs(other)
                ? Flux.empty()
                : Flux.concat(
                        store(walk, server, groups.rest(), read), unread(walk, server, other), Flux.error(refused));
    }

    private Mono<IngestCounts> unread(Walk walk, DueServer server, Oversized item) {
        return Database.call(() -> unread.put(walk.stream(), server.serverId(), item));
    }

    private Mono<IngestCounts> store(Walk walk, DueServer server, List<JsonNode> items, ReadStretch read) {
        return items.isEmpty()
                ? Mono.empty()
                : sifted(walk, server, items, read, fit -> store.store(walk, server, fit, read, clock.instant()));
    }

    private Mono<IngestCounts> last(Walk walk, DueServer server, ItemGroups groups, ReadStretch read) {
        return Mono.defer(() -> sifted(
                walk, server, groups.rest(), read, fit -> store.storeLast(walk, server, fit, read, clock.instant())));
    }

    private Mono<IngestCounts> sifted(
            Walk walk,
            DueServer server,
            List<JsonNode> items,
            ReadStretch read,
            Function<List<JsonNode>, IngestCounts> write) {
        var sieve = new Sieve<JsonNode>(item -> store.refuses(walk, server, item, clock.instant()), unfit -> {
            store.putAway(walk, server, unfit);
            read.leaveOut();
        });
        return Database.call(() -> sieve.pass(items, write));
    }

    private @Nullable Instant earliest(DueServer server) {
        var readAt = server.readAt();
        return readAt == null || server.deep() ? properties.backfillSince() : readAt.minus(properties.rmsOverlap());
    }
}
