package io.changetrail.ecs;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.Oversized;
import io.changetrail.ecs.ReadAction.Debt;
import io.changetrail.inventory.DueServer;
import io.changetrail.sync.Database;
import io.changetrail.sync.RecordIds;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Walk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Reads one server: the whole list, then the details of those actions that are new, not final or look different. */
@Component
class ServerReader {

    private static final int DETAILS_AT_ONCE = 4;

    private final InstanceActionClient client;
    private final ActionStore store;
    private final SyncProperties sync;
    private final FurtherDetails further;

    ServerReader(InstanceActionClient client, ActionStore store, SyncProperties sync, FurtherDetails further) {
        this.client = client;
        this.store = store;
        this.sync = sync;
        this.further = further;
    }

    Mono<ServerReading> read(Walk walk, DueServer server) {
        return client.list(server.projectId(), server.serverId())
                .zipWith(Database.call(() -> store.stored(server.serverId())))
                .flatMap(both -> details(walk, server, both.getT1(), both.getT2()));
    }

    private Mono<ServerReading> details(Walk walk, DueServer server, ActionList list, Map<UUID, StoredAction> stored) {
        var bad = new Bad(new ConcurrentLinkedQueue<>(list.unreadable()), new ConcurrentLinkedQueue<>());
        var candidates = candidates(server, list);
        var newestOfRequest = newestOfRequest(candidates);
        var perhapsGrown = PerhapsGrown.of(
                server,
                candidates,
                sync.ecsOverlap(),
                action -> newestOfRequest.contains(action.id()) && isSettled(action, stored.get(action.id())),
                wanted -> further.take(wanted, server.takenAt()));
        return Flux.fromIterable(candidates)
                .flatMapSequential(
                        action -> newestOfRequest.contains(action.id())
                                        && wantsDetail(action, stored.get(action.id()), perhapsGrown.actions())
                                ? withDetail(walk, server, action, bad)
                                : Mono.just(action),
                        DETAILS_AT_ONCE)
                .collectList()
                .map(actions -> new ServerReading(
                        Objects.requireNonNullElse(list.servedAt(), Instant.EPOCH),
                        actions,
                        List.copyOf(bad.unreadable()),
                        List.copyOf(bad.unread()),
                        list.unreadable().isEmpty(),
                        perhapsGrown.sweptRank()));
    }

    private static List<ReadAction> candidates(DueServer server, ActionList list) {
        var candidates = new ArrayList<ReadAction>();
        for (var place : list.placed()) {
            var row = place.row();
            var id = RecordIds.of(
                    "ecs",
                    server.serverId(),
                    row.startTime().toString(),
                    row.requestId(),
                    row.action(),
                    Integer.toString(place.ordinal()));
            candidates.add(new ReadAction(id, place, null, Debt.NONE));
        }
        return candidates;
    }

    /** Nova's detail call knows only the newest action of a request. */
    private static Set<UUID> newestOfRequest(List<ReadAction> oldestFirst) {
        var requests = new HashSet<String>();
        var newest = new HashSet<UUID>();
        for (var action : oldestFirst.reversed()) {
            if (requests.add(action.place().row().requestId())) {
                newest.add(action.id());
            }
        }
        return newest;
    }

    private static boolean wantsDetail(ReadAction action, @Nullable StoredAction known, Set<UUID> perhapsGrown) {
        return action.place().row().canBeAskedFor()
                && (!isSettled(action, known) || perhapsGrown.contains(action.id()));
    }

    /** Whether nothing that the list shows asks for the detail. */
    private static boolean isSettled(ReadAction action, @Nullable StoredAction known) {
        return known != null
                && known.isFinal()
                && known.looksLike(action.place().row());
    }

    /** Nova may list an action before it can show it; later it has forgotten what it cannot show. */
    private static boolean mayAppear(ActionRow row, Walk walk) {
        return row.startTime().plus(InstanceAction.LOST_AFTER).isAfter(walk.startedAt());
    }

    private Mono<ReadAction> withDetail(Walk walk, DueServer server, ReadAction action, Bad bad) {
        var row = action.place().row();
        return client.detail(server.projectId(), server.serverId(), row.requestId())
                .map(document -> ActionRow.parse(document)
                        .map(detail -> new ReadAction(
                                action.id(), action.place(), detail.isSameActionAs(row) ? detail : null, Debt.NONE))
                        .orElseGet(() -> {
                            bad.unreadable().add(document);
                            return new ReadAction(
                                    action.id(),
                                    action.place(),
                                    null,
                                    mayAppear(row, walk) ? Debt.UNUSABLE : Debt.NONE);
                        }))
                .switchIfEmpty(Mono.fromSupplier(() -> new ReadAction(
                        action.id(), action.place(), null, mayAppear(row, walk) ? Debt.UNSHOWN : Debt.NONE)))
                .onErrorResume(CloudException.class, failure -> {
                    if (failure.oversized() != null) {
                        bad.unread().add(failure.oversized());
                    }
                    return Mono.just(new ReadAction(
                            action.id(),
                            action.place(),
                            null,
                            failure.oversized() == null ? Debt.UNANSWERED : Debt.NONE));
                });
    }

    /** What cannot be taken in: parsed, but without what an action needs; or too large to be parsed. */
    private record Bad(Queue<JsonNode> unreadable, Queue<Oversized> unread) {}
}
