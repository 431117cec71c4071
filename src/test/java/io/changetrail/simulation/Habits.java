package io.changetrail.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When things are done to a server: Poisson arrivals and bursts, follow-ups, a guest that stops by itself, out-of-band changes. */
final class Habits {

    private static final double DAY = 24 * 3600;
    private static final double BURST_MEAN = 5.2;
    private static final double SOMETHING_ELSE = .6;

    private final WorldParameters parameters;
    private final Agenda agenda;
    private final Chance chance;
    private final ServerLife life;
    private final Instant end;

    Habits(WorldParameters parameters, Agenda agenda, Chance chance, ServerLife life, Instant end) {
        this.parameters = parameters;
        this.agenda = agenda;
        this.chance = chance;
        this.life = life;
        this.end = end;
    }

    void begin() {
        agenda.in(arrivalGap(), this::arrive);
        agenda.in(outOfBandGap(), this::changeOutOfBand);
    }

    void endAt(Instant time) {
        agenda.at(time, this::finish);
    }

    private void arrive() {
        if (life.over() || agenda.now().isAfter(end)) {
            return;
        }
        agenda.in(arrivalGap(), this::arrive);
        act(chance.happens(parameters.burstProbability()) ? burstSize() : 1, null);
    }

    /** In a burst people work through a list of different things to do to the server, more often than they repeat one. */
    private void act(int left, @Nullable Kind before) {
        if (life.over()) {
            return;
        }
        if (life.busy()) {
            agenda.at(life.busyUntil().plus(Chance.seconds(chance.between(.3, 2.0))), () -> act(left, before));
            return;
        }
        List<Kind> possible = Arrays.stream(Kind.values())
                .filter(kind -> kind.weight > 0 && kind.valid(life.state))
                .toList();
        if (possible.isEmpty()) {
            return;
        }
        Kind kind = chance.weighted(possible, k -> k.weight);
        if (before != null && chance.happens(SOMETHING_ELSE)) {
            List<Kind> others = possible.stream().filter(k -> !before.alike(k)).toList();
            kind = others.isEmpty() ? kind : chance.weighted(others, k -> k.weight);
        }
        perform(kind);
        if (left > 1) {
            Kind done = kind;
            agenda.in(1 + chance.exponential(parameters.burstGap()), () -> act(left - 1, done));
        }
    }

    private void perform(Kind kind) {
        if (kind == Kind.STOP && chance.happens(.06)) {
            life.performAsSystem(kind);
        } else {
            life.perform(kind);
        }
        if (chance.happens(parameters.outOfBandPerAction() / 2)) {
            double near = Duration.between(agenda.now(), life.busy() ? life.busyUntil() : agenda.now())
                    .toSeconds();
            agenda.in(Math.max(0, near + chance.gaussian(60)), this::once);
        }
        followUp(kind);
    }

    private void followUp(Kind kind) {
        Kind back = kind.wayBack();
        if (kind == Kind.RESIZE || kind == Kind.MIGRATE) {
            boolean byUser = chance.happens(.6);
            Kind next = byUser && chance.happens(.25) ? Kind.REVERT : Kind.CONFIRM;
            double wait = byUser ? chance.logNormal(60, .8) : chance.between(600, 660);
            agenda.at(life.busyUntil().plus(Chance.seconds(wait)), () -> ifPossible(next, !byUser));
        } else if (back != null && chance.happens(.7)) {
            agenda.at(life.busyUntil().plus(Chance.seconds(chance.logNormal(200, 1))), () -> ifPossible(back, false));
        }
    }

    private void ifPossible(Kind kind, boolean system) {
        if (life.over() || life.busy() || !kind.valid(life.state)) {
            return;
        }
        if (system) {
            life.performAsSystem(kind);
        } else {
            life.perform(kind);
        }
    }

    private void changeOutOfBand() {
        if (!life.over() && agenda.now().isBefore(end)) {
            once();
            agenda.in(outOfBandGap(), this::changeOutOfBand);
        }
    }

    private void once() {
        life.changeOutOfBand(chance.happens(parameters.imitationShare()));
    }

    private void finish() {
        if (life.over()) {
            return;
        }
        if (life.busy()) {
            agenda.at(life.busyUntil().plusSeconds(2), this::finish);
        } else if (chance.happens(.3) && Kind.RESIZE.valid(life.state)) {
            life.perform(Kind.RESIZE);
            agenda.at(life.busyUntil().plusSeconds(5), this::finish);
        } else if (life.state.locked) {
            life.perform(Kind.UNLOCK);
            agenda.in(20, this::finish);
        } else {
            life.delete();
        }
    }

    /** The largest of three draws: short bursts are rare. */
    private int burstSize() {
        return Math.max(chance.between(2, 6), Math.max(chance.between(2, 6), chance.between(2, 6)));
    }

    private double arrivalGap() {
        double mean = 1 + parameters.burstProbability() * (BURST_MEAN - 1);
        return chance.exponential(DAY * mean / parameters.actionsPerDay());
    }

    private double outOfBandGap() {
        return chance.exponential(2 * DAY / (parameters.actionsPerDay() * parameters.outOfBandPerAction()));
    }
}
