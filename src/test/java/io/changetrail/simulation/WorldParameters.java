package io.changetrail.simulation;

import java.util.Locale;

/**
 * How lively a simulated account is and how badly its RMS watches; times in seconds, shares and probabilities in 0..1.
 *
 * @param actionsPerDay of one server, actions inside bursts included
 * @param burstGap mean between the starts of a burst's actions
 * @param debounce least time between two captures of one server
 * @param skewDeviation standard deviation of the RMS clock against Nova's
 * @param outOfBandShare share of all changes that no Nova action made
 * @param imitationShare share of the out-of-band changes that touch what otherwise only Nova actions change
 * @param unknownKindShare share of the actions that carry a vendor's name
 */
public record WorldParameters(
        String name,
        int servers,
        int projects,
        double actionsPerDay,
        double burstProbability,
        double burstGap,
        LagMixture lag,
        double debounce,
        double loss,
        double skewDeviation,
        double outOfBandShare,
        double imitationShare,
        double unknownKindShare) {

    private static final LagMixture BAD_LAG = new LagMixture(.50, 60, .40, 300, .10, 4 * 3600);

    /** Three log-normal parts of the time from a change to its capture: share and median of each, the shares sum to 1. */
    public record LagMixture(
            double fastShare, double fast, double slowShare, double slow, double hoursShare, double hours) {

        double draw(Chance chance) {
            double part = chance.unit();
            if (part < fastShare) {
                return chance.logNormal(fast, .7);
            }
            return part < fastShare + slowShare ? chance.logNormal(slow, .8) : chance.logNormal(hours, .8);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2fx%.0fs+%.2fx%.0fs+%.2fx%.0fs",
                    fastShare,
                    fast,
                    slowShare,
                    slow,
                    hoursShare,
                    hours);
        }
    }

    public static WorldParameters calm() {
        LagMixture lag = new LagMixture(.93, 6, .06, 60, .01, 2 * 3600);
        return new WorldParameters("calm", 20, 2, 4, .05, 120, lag, 0, .01, 1, .10, 0, 0);
    }

    public static WorldParameters typical() {
        LagMixture lag = new LagMixture(.85, 8, .13, 90, .02, 2 * 3600);
        return new WorldParameters("typical", 20, 2, 6, .35, 45, lag, 10, .02, 2, .20, 0, 0);
    }

    public static WorldParameters busy() {
        LagMixture lag = new LagMixture(.80, 12, .17, 120, .03, 2 * 3600);
        return new WorldParameters("busy", 20, 2, 14, .70, 25, lag, 60, .04, 5, .20, 0, 0);
    }

    public static WorldParameters degraded() {
        return new WorldParameters("degraded", 20, 2, 10, .50, 40, BAD_LAG, 60, .08, 30, .25, 0, 0);
    }

    public static WorldParameters hostile() {
        return new WorldParameters("hostile", 20, 2, 10, .60, 30, BAD_LAG, 60, .08, 45, .30, .30, .12);
    }

    public WorldParameters servers(int count) {
        return new WorldParameters(
                name,
                count,
                projects,
                actionsPerDay,
                burstProbability,
                burstGap,
                lag,
                debounce,
                loss,
                skewDeviation,
                outOfBandShare,
                imitationShare,
                unknownKindShare);
    }

    public WorldParameters actionsPerDay(double count) {
        return new WorldParameters(
                name,
                servers,
                projects,
                count,
                burstProbability,
                burstGap,
                lag,
                debounce,
                loss,
                skewDeviation,
                outOfBandShare,
                imitationShare,
                unknownKindShare);
    }

    public WorldParameters projects(int count) {
        return new WorldParameters(
                name,
                servers,
                count,
                actionsPerDay,
                burstProbability,
                burstGap,
                lag,
                debounce,
                loss,
                skewDeviation,
                outOfBandShare,
                imitationShare,
                unknownKindShare);
    }

    /** Out-of-band changes for each action, which itself is about 1.25 changes as RMS sees it. */
    double outOfBandPerAction() {
        return 1.25 * outOfBandShare / (1 - outOfBandShare);
    }
}
