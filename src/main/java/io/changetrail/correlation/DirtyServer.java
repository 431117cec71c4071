package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.ecs.InstanceActions;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.ResourceHistory;
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

/** Correlates one marked server whole, in one transaction that holds its mark: nobody else correlates it meanwhile. */
@Component
class DirtyServer {

    private final DirtyResources dirty;
    private final InstanceActions actions;
    private final ResourceHistory history;
    private final LinkStore links;
    private final CorrelationMeters meters;
    private final TransactionTemplate transaction;
    private final LearnedKinds kinds;
    private final AtomicBoolean unknownMet = new AtomicBoolean();
    private volatile Correlator correlator = new Correlator();

    DirtyServer(
            DirtyResources dirty,
            InstanceActions actions,
            ResourceHistory history,
            LinkStore links,
            CorrelationMeters meters,
            LearnedKinds kinds,
            PlatformTransactionManager transactions) {
        this.dirty = dirty;
        this.actions = actions;
        this.history = history;
        this.links = links;
        this.meters = meters;
        this.kinds = kinds;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Correlates the server that was marked first, those in {@code except} left out.
     *
     * @return its id; empty if none is marked
     * @throws UncorrelatedException if it could not be correlated; its mark stays
     */
    Optional<String> correlateNext(Set<String> except) {
        var taken = new AtomicReference<DirtyResource>();
        try {
            transaction.executeWithoutResult(status -> dirty.take(except.size() + 1).stream()
                    .filter(one -> !except.contains(one.resourceId()))
                    .findFirst()
                    .ifPresent(one -> {
                        taken.set(one);
                        correlate(one);
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

    private void correlate(DirtyResource marked) {
        var serverId = marked.resourceId();
        var ofServer = actions.ofServer(serverId);
        var items = history.ofResource(serverId);
        var correlation = correlator.correlate(ofServer, items);
        var replaced = links.replace(serverId, correlation, Because.of(ofServer, items));
        dirty.done(serverId, marked.token());
        meters.correlated(replaced.rows());
        measure(replaced.created(), ofServer, items);
        ofServer.stream().filter(action -> !correlator.knows(action.action())).forEach(action -> {
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
    private void measure(List<Link> created, List<InstanceAction> ofServer, List<HistoryItem> items) {
        for (var link : created) {
            var action = ofServer.stream()
                    .filter(one -> one.id().equals(link.actionId()))
                    .findFirst();
            var change = items.stream()
                    .filter(one -> one.id().equals(link.changeId()))
                    .findFirst();
            var finish = action.map(InstanceAction::finishTime).orElse(null);
            var updated = change.map(HistoryItem::updated).orElse(null);
            if (link.cause() && finish != null && updated != null) {
                meters.linked(finish, updated);
            }
        }
    }

    /** The version of the effect table that new links rest on. */
    int modelVersion() {
        return correlator.version();
    }
}
