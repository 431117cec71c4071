package io.changetrail.cloud;

/** Spaces calls evenly, for a rate that may change from call to call; nothing is saved up beyond a timer's inexactness. */
final class Pace {

    private static final long NANOS = 1_000_000_000L;
    private static final long INEXACT = 20_000_000L;

    private final double perSecond;
    private boolean begun;
    private long next;

    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Takes the next turn if it has come.
     *
     * @param now nanoseconds of a clock that never jumps
     * @param part of the rate that may be used, above 0 and at most 1
     * @return 0 if the turn is taken, otherwise how long it is still away
     */
    synchronized long take(long now, double part) {
        if (!begun) {
            begun = true;
            next = now;
        }
        if (next - now > 0) {
            return next - now;
        }
        next += Math.max(0, now - next - INEXACT) + (long) (NANOS / (perSecond * part));
        return 0;
    }
}
