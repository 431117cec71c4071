package io.changetrail.correlation;

/** How the facets of one family were seen to come about; sums of probabilities over many servers. */
final class HabitCounts {

    /** So many days of a server, actions near which something may change, and actions tried the shipped habit is worth. */
    private static final double BELIEVED_DAYS = 30;

    private static final double BELIEVED_ACTIONS = 300;
    private static final double BELIEVED_TRIES = 20;

    /** Below a half the effect table would no longer say that the action changes the family. */
    private static final double LEAST_VISIBLE = 0.6;

    private static final double MOST_VISIBLE = 0.995;

    private double anytime;
    private double near;
    private double tried;
    private double visible;

    /** A facet without a cause, by probability; {@code nearShare} in 0..1 is what the actions around it explain of that. */
    void unexplained(double probability, double nearShare) {
        anytime += probability * (1 - nearShare);
        near += probability * nearShare;
    }

    /** A success that changes the family; {@code probability} that a capture would show it if nothing overwrote it. */
    void tried(double probability) {
        tried++;
        visible += probability;
    }

    double anytime() {
        return anytime;
    }

    double near() {
        return near;
    }

    double tried() {
        return tried;
    }

    /** Few records leave it as it was shipped. */
    Model.Habit habit(Model.Habit shipped, double days, double actions) {
        return new Model.Habit(
                (anytime + BELIEVED_DAYS * shipped.perDay()) / (days + BELIEVED_DAYS),
                (near + BELIEVED_ACTIONS * shipped.perAction()) / (actions + BELIEVED_ACTIONS),
                Math.clamp(
                        (visible + BELIEVED_TRIES * shipped.visible()) / (tried + BELIEVED_TRIES),
                        LEAST_VISIBLE,
                        MOST_VISIBLE));
    }
}
