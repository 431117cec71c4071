package io.changetrail.simulation;

import io.changetrail.simulation.ActionPlan.Outcome;
import io.changetrail.simulation.Effects.Step;
import io.changetrail.simulation.World.ServerRow;
import io.changetrail.simulation.World.SimulatedAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One server's life as a state machine: takes actions and other changes, writes them in time, tells the recorder. */
final class ServerLife {

    /** How often the service reports a step of an action that is not its last; unknown of the real one. */
    private static final double UNDER_WAY_ANNOUNCED = .1;

    private final WorldParameters parameters;
    private final Agenda agenda;
    private final Chance chance;
    final ServerState state;
    final Writers writers;
    private final Recorder recorder;
    final List<SimulatedAction> actions = new ArrayList<>();
    final List<ServerRow> rows = new ArrayList<>();

    private Instant busyUntil = Instant.MIN;
    private boolean ending;

    ServerLife(
            WorldParameters parameters,
            Agenda agenda,
            Chance chance,
            ServerState state,
            Writers writers,
            Recorder recorder) {
        this.parameters = parameters;
        this.agenda = agenda;
        this.chance = chance;
        this.state = state;
        this.writers = writers;
        this.recorder = recorder;
    }

    /** A server that was there, and at rest, before the world begins; the recorder is switched on soon after. */
    void existing() {
        state.equip(chance);
        state.launched(state.created.plusSeconds(20));
        state.updated = agenda.now().minusSeconds(chance.between(3600, 90 * 24 * 3600));
        writers.wrote(null);
        rows.add(new ServerRow(agenda.now(), NovaRows.row(state)));
        agenda.in(chance.between(10, 3600), recorder::look);
    }

    void create(String requestId) {
        String name = Kind.CREATE.action;
        ActionPlan plan = plan(Kind.CREATE, requestId, name, state.userId);
        writers.createdBy(plan.writer());
        rows.add(new ServerRow(agenda.now(), NovaRows.row(state)));
        recorder.changed();
        perform(plan);
    }

    boolean busy() {
        return agenda.now().isBefore(busyUntil);
    }

    Instant busyUntil() {
        return busyUntil;
    }

    boolean over() {
        return ending || state.deleted();
    }

    void perform(Kind kind) {
        String name = chance.happens(parameters.unknownKindShare()) ? kind.vendorName() : kind.action;
        perform(plan(kind, chance.requestId(), name, actor(kind)));
    }

    /** Nova's own periodic tasks have neither user nor project. */
    void performAsSystem(Kind kind) {
        perform(plan(kind, chance.requestId(), kind.action, null));
    }

    /** Of a resized server Nova confirms the resize first, in the same request; a local delete leaves no action. */
    void delete() {
        ending = true;
        String requestId = chance.requestId();
        String user = actor(Kind.DELETE);
        if (state.vmState.equals("resized")) {
            perform(plan(Kind.CONFIRM, requestId, Kind.CONFIRM.action, user));
            agenda.at(busyUntil, () -> perform(plan(Kind.DELETE, requestId, Kind.DELETE.action, user)));
        } else if (state.host.isEmpty() || chance.happens(.03)) {
            Step gone = new Step(1, true, (s, at) -> {
                Effects.power(s, "deleted", 0);
                s.terminatedAt = at;
            });
            write(null, gone, true);
        } else {
            perform(plan(Kind.DELETE, requestId, Kind.DELETE.action, user));
        }
    }

    void changeOutOfBand(boolean imitating) {
        if (over() || rows.isEmpty() || state.vmState.equals("building")) {
            return;
        }
        boolean touching = new OutOfBand(state, chance).change(imitating);
        write(null, new Step(1, touching, (s, at) -> {}), true);
    }

    private ActionPlan plan(Kind kind, String requestId, String name, @Nullable String user) {
        Instant start = agenda.now();
        double seconds = kind == Kind.RESET_STATE ? 0 : .5 + chance.logNormal(kind.seconds, kind.sigma);
        Instant finish = start.plus(Chance.seconds(seconds));
        String project = user == null
                ? null
                : user.equals(state.account.admin)
                        ? state.account.projects.getFirst().id()
                        : state.projectId;
        return new ActionPlan(kind, requestId, name, user, project, start, finish, outcome(kind));
    }

    private Outcome outcome(Kind kind) {
        double draw = chance.unit();
        return switch (kind) {
            case DELETE, CONFIRM, RESET_STATE, LOCK, UNLOCK -> Outcome.GOOD;
            case CREATE -> draw < .03 ? Outcome.BROKEN : Outcome.GOOD;
            case RESIZE, MIGRATE ->
                draw < .02 ? Outcome.BROKEN : draw < .04 ? Outcome.HANGING : draw < .08 ? Outcome.FAILED : Outcome.GOOD;
            default -> draw < .004 ? Outcome.FAILED_AND_BROKEN : draw < .03 ? Outcome.FAILED : Outcome.GOOD;
        };
    }

    private @Nullable String actor(Kind kind) {
        if (kind == Kind.EXTEND_VOLUME) {
            return state.account.serviceUser;
        }
        return kind.byAdmin() || (state.locked && kind != Kind.UNLOCK)
                ? state.account.admin
                : state.account.user(state.projectId, chance);
    }

    private void perform(ActionPlan plan) {
        actions.add(plan.recorded());
        if (plan.kind().exclusive) {
            busyUntil = plan.finish().plusMillis(100);
        }
        Effects effects = new Effects(state, chance);
        List<Step> steps = plan.failed() || plan.outcome() == Outcome.BROKEN
                ? effects.failing(plan.kind(), plan.outcome() != Outcome.FAILED)
                : effects.of(plan.kind());
        for (Step step : steps) {
            boolean announced = step.share() >= 1 || chance.happens(UNDER_WAY_ANNOUNCED);
            agenda.at(plan.at(step.share()), () -> write(plan.writer(), step, announced));
        }
    }

    private void write(Writers.@Nullable Writer writer, Step step, boolean announced) {
        if (state.deleted()) {
            return;
        }
        Instant now = Clockwork.wholeSeconds(agenda.now());
        step.write().accept(state, now);
        if (step.touching()) {
            state.updated = now;
        }
        ObjectNode row = NovaRows.row(state);
        if (!row.equals(rows.getLast().document())) {
            rows.add(new ServerRow(agenda.now(), row));
        }
        if (writers.wrote(writer) && announced) {
            recorder.changed();
        }
    }
}
