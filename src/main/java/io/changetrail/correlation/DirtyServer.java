package io.changetrail.correlation;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import io.changetrail.sync.Database;
import io.changetrail.sync.DirtyResource;
import io.changetrail.sync.DirtyResources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Correlates one marked server, whole or as far as its changed records reach, in one transaction that holds its mark: nobody else correlates it meanwhile. */
@Component
class DirtyServer {

    private final DirtyResources dirty;
    private final StoredRecords records;
    private final LinkStore links;
    private final CorrelationMeters meters;
    private final TransactionTemplate transaction;
    private final LearnedKinds kinds;
    private final AtomicBoolean unknownMet = new AtomicBoolean();
    private volatile Correlator correlator = new Correlator();

    DirtyServer(
            DirtyResources dirty,
            StoredRecords records,
            LinkStore links,
            CorrelationMeters meters,
            LearnedKinds kinds,
            PlatformTransactionManager transactions) {
        this.dirty = dirty;
        this.records = records;
        this.links = links;
        this.meters = meters;
        this.kinds = kinds;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Correlates the server that was marked first, those in {@code failed} left out.
     *
     * @param failed is told of a server that fails while nobody else can take it yet
     * @return its id; empty if none is marked
     * @throws UncorrelatedException if it could not be correlated; its mark stays
     */
    Optional<String> correlateNext(Set<String> failed) {
        var taken = new AtomicReference<DirtyResource>();
        try {
            transaction.executeWithoutResult(status -> dirty.take(failed.size() + 1).stream()
                    .filter(one -> !failed.contains(one.resourceId()))
                    .findFirst()
                    .ifPresent(one -> {
                        taken.set(one);
                        correlate(one, failed);
                    }));
        } catch (RuntimeException failure) {
            var one = taken.get();
            if (one == null || Database.isAway(failure)) {
                throw failure;
            }
            throw new UncorrelatedException(one.resourceId(), failure);
        }
        return Optional.ofNullable(taken.get()).map(DirtyResource::resourceId);
    }

    private void correlate(DirtyResource marked, Set<String> failed) {
        try {
            correlate(marked);
        } catch (RuntimeException failure) {
            failed.add(marked.resourceId());
            throw failure;
        }
    }

    private void correlate(DirtyResource marked) {
        var serverId = marked.resourceId();
        var changed = marked.changed();
        if (changed == null) {
            var all = records.all(serverId);
            var correlation = correlator.correlate(all.actions(), all.items());
            count(all, links.replace(serverId, correlation, Because.of(all)));
        } else {
            var span = new Span(changed.from().toEpochMilli(), changed.to().toEpochMilli() + 1);
            var part = correlator.correlate(records.of(serverId), span);
            count(part.window(), links.replacePart(serverId, part.correlation(), Because.of(part.window())));
        }
        dirty.done(serverId, marked.token());
    }

    private void count(Window window, LinkStore.Replaced replaced) {
        meters.correlated(replaced.rows());
        measure(replaced.created(), window);
        window.actions().stream()
                .filter(action -> !correlator.knows(action.action()))
                .forEach(action -> {
                    meters.unknown();
                    unknownMet.set(true);
                });
    }

    /** Whether any server correlated since the last time of asking has an action that the effect table does not have. */
    boolean metUnknownKinds() {
        return unknownMet.getAndSet(false);
    }

    /** Correlates from now on by what has been learned until now. */
    void refresh() {
        correlator = new Correlator(kinds.table());
    }

    /** How long after its end each newly linked cause shows in the resource's own time of change. */
    private void measure(List<Link> created, Window window) {
        if (created.isEmpty()) {
            return;
        }
        var actions = window.actions().stream().collect(toMap(InstanceAction::id, identity()));
        var items = window.items().stream().collect(toMap(HistoryItem::id, identity()));
        for (var link : created) {
            var action = actions.get(link.actionId());
            var change = items.get(link.changeId());
            var finish = action == null ? null : action.finishTime();
            var updated = change == null ? null : change.updated();
            if (link.cause() && finish != null && updated != null) {
                meters.linked(finish, updated);
            }
        }
    }

    /** The version of the model that new links rest on. */
    int modelVersion() {
        return correlator.version();
    }
}
