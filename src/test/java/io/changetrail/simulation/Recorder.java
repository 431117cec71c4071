package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.TrueLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The RMS side of one server: hears of changes late or never, looks at the server then, and writes what it sees. */
final class Recorder {

    private static final int DAY = 24 * 3600;

    private final WorldParameters parameters;
    private final Agenda agenda;
    private final Chance chance;
    private final ServerState state;
    private final Writers writers;
    private final RecorderClock clock;
    private final Instant end;
    final List<SimulatedItem> items = new ArrayList<>();
    final List<TrueLink> truth = new ArrayList<>();

    private Instant lastLook = Instant.MIN;
    private Instant lastCapture = Instant.MIN;
    private boolean lookPlanned;
    private @Nullable ObjectNode seenResource;
    private @Nullable ArrayNode seenRelations;
    private @Nullable ObjectNode shown;
    private boolean closed;

    Recorder(
            WorldParameters parameters,
            Agenda agenda,
            Chance chance,
            ServerState state,
            Writers writers,
            RecorderClock clock,
            Instant end) {
        this.parameters = parameters;
        this.agenda = agenda;
        this.chance = chance;
        this.state = state;
        this.writers = writers;
        this.clock = clock;
        this.end = end;
        agenda.in(chance.between(0, DAY), this::correct);
    }

    /** Each change is announced once; a lost announcement waits for the daily correction. */
    void changed() {
        if (!chance.happens(parameters.loss())) {
            agenda.in(parameters.lag().draw(chance), this::look);
        }
    }

    void look() {
        Instant allowed =
                lastLook.equals(Instant.MIN) ? agenda.now() : lastLook.plus(Chance.seconds(parameters.debounce()));
        if (!allowed.isAfter(agenda.now())) {
            capture(0);
        } else if (!lookPlanned) {
            lookPlanned = true;
            agenda.at(allowed, () -> {
                lookPlanned = false;
                capture(0);
            });
        }
    }

    /** What the pass finds is served later than what was announced. */
    private void correct() {
        capture(chance.between(60.0, 1800.0));
        if (!closed && agenda.now().isBefore(end)) {
            agenda.in(DAY, this::correct);
        }
    }

    private void capture(double publishing) {
        if (closed) {
            return;
        }
        if (state.deleted()) {
            closed = true;
            if (seenResource != null) {
                writeDeleted(publishing);
            }
            return;
        }
        ObjectNode resource = RmsDocuments.resource(state);
        ArrayNode relations = RmsDocuments.relations(state);
        boolean sameResource = resource.equals(seenResource);
        if (!sameResource || !relations.equals(seenRelations)) {
            write(resource, relations, sameResource, publishing);
        }
    }

    private void write(ObjectNode resource, ArrayNode relations, boolean sameResource, double publishing) {
        Instant captured = captureTime();
        String status = "ResourceChanged.UPDATE";
        if (seenResource == null || seenRelations == null) {
            status = "ResourceChanged.CREATE";
            link(captured, "", writers.creator());
        } else {
            status = sameResource ? "ResourceRelationChanged.CHANGE" : status;
            Leaves before = Leaves.of(seenResource, seenRelations);
            for (String path :
                    before.differences(Leaves.of(resource, relations)).keySet()) {
                link(captured, path, writers.of(path));
            }
        }
        if (!sameResource || shown == null) {
            shown = RmsDocuments.withChecksum(chance.happens(.1) ? RmsDocuments.reordered(resource) : resource);
        }
        add(captured, publishing, RmsDocuments.item(state, captured, status, relations, shown));
        seenResource = resource;
        seenRelations = relations;
    }

    private void writeDeleted(double publishing) {
        Instant captured = captureTime();
        link(captured, "/state", writers.deleter());
        ArrayNode none = RmsDocuments.relations(state);
        none.removeAll();
        String status = "ResourceChanged.DELETE";
        add(
                captured,
                publishing,
                RmsDocuments.item(state, captured, status, none, RmsDocuments.deletedResource(state)));
    }

    private Instant captureTime() {
        lastLook = agenda.now();
        Instant captured = clock.at(agenda.now());
        lastCapture = captured.isAfter(lastCapture) ? captured : lastCapture.plusMillis(1);
        return lastCapture;
    }

    private void add(Instant captured, double publishing, ObjectNode document) {
        Instant latest = captured.isAfter(agenda.now()) ? captured : agenda.now();
        Duration wait = Chance.seconds(chance.between(.2, 2.0) + publishing);
        items.add(new SimulatedItem(latest.plus(wait), document));
    }

    private void link(Instant captured, String path, Writers.@Nullable Writer writer) {
        if (writer != null) {
            truth.add(new TrueLink(state.id, captured, writer.requestId(), writer.action(), path));
        }
    }
}
