package io.changetrail.correlation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The constants on which links depend; with the effect table and the records they decide every bit of a link.
 *
 * @param version of these constants and of the effect table; another one makes all links anew
 * @param early share of the captures during an action that show its work already
 */
record Model(
        int version,
        LagDensity lag,
        double early,
        Results results,
        Masking masking,
        Map<Family, Habit> families,
        Map<Clue, Double> bits) {

    private static final double SECONDS_PER_DAY = 86_400;

    /** How much of the visibility of a success is left to an action that has not ended, and to one that failed; in 0..1. */
    record Results(double open, double failed) {}

    /**
     * Probability that no capture can show what an action did.
     *
     * @param overwritten if the next action of the family ended before the next capture
     * @param undone if the action undid, before a capture, what the one before it had done
     * @param otherwise in all other cases
     */
    record Masking(double overwritten, double undone, double otherwise) {}

    /**
     * How the facets of one family come about.
     *
     * @param perDay how many appear on one server without any action
     * @param perAction how many come near each action without being its work
     * @param visible probability that a success is seen in a later capture, where the effect table says nothing else
     */
    record Habit(double perDay, double perAction, double visible) {}

    Model {
        families = copy(Family.class, families);
        bits = copy(Clue.class, bits);
    }

    /** Asked very often, and much quicker than {@code Map.copyOf}. */
    private static <K extends Enum<K>, V> Map<K, V> copy(Class<K> keys, Map<K, V> values) {
        var copy = new EnumMap<K, V>(keys);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }

    Habit habit(Family family) {
        return Objects.requireNonNull(families.get(family));
    }

    double bits(Clue clue) {
        return Objects.requireNonNull(bits.get(clue));
    }

    Evidence evidence(Clue clue, Object text) {
        return new Evidence(clue.rule(), bits(clue), text);
    }

    /**
     * How often such a facet appears without being the work of an action, per second.
     *
     * @param near density of the actions around that time, per second
     */
    double outside(Family family, double near) {
        var habit = habit(family);
        return habit.perDay() / SECONDS_PER_DAY + habit.perAction() * near;
    }
}
