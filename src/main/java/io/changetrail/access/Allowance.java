package io.changetrail.access;

import java.time.Duration;

/** What one caller has left: so many requests at once, and a bucket of requests that fills up steadily. */
final class Allowance {

    private static final double NANOS = 1e9;

    private final Bounds bounds;
    private int underWay;
    private double left;
    private long filledAt;

    Allowance(Bounds bounds, long now) {
        this.bounds = bounds;
        this.left = bounds.burst();
        this.filledAt = now;
    }

    /**
     * Takes one request from it.
     *
     * @param now of {@link System#nanoTime}
     * @return zero, or how long to wait before the next try: then nothing was taken
     */
    synchronized Duration enter(long now) {
        left = Math.min(bounds.burst(), left + (now - filledAt) / NANOS * bounds.perSecond());
        filledAt = now;
        if (underWay >= bounds.atOnce()) {
            return Duration.ofSeconds(1);
        }
        if (left < 1) {
            return Duration.ofMillis((long) Math.ceil((1 - left) / bounds.perSecond() * 1000));
        }
        left--;
        underWay++;
        return Duration.ZERO;
    }

    synchronized void leave() {
        underWay--;
    }

    /**
     * Of each caller, at each replica.
     *
     * @param atOnce requests under way, streams of the feed included
     * @param burst requests that may come together after a pause
     * @param perSecond requests that may come for ever
     */
    record Bounds(int atOnce, int burst, double perSecond) {

        /** Several times what a person, a dashboard or a poller needs. */
        static final Bounds USUAL = new Bounds(32, 1_000, 200);
    }
}
