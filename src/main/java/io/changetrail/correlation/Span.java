package io.changetrail.correlation;

/** A stretch of time in epoch milliseconds, both ends within. */
record Span(long from, long to) {

    static final Span EVER = new Span(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4);

    /** Longer by as much at each end; by a negative length shorter. */
    Span plus(long before, long after) {
        return new Span(from - before, to + after);
    }

    Span with(long time) {
        return new Span(Math.min(from, time), Math.max(to, time));
    }

    boolean contains(long time) {
        return from <= time && time <= to;
    }

    boolean meets(Span other) {
        return from <= other.to && other.from <= to;
    }
}
