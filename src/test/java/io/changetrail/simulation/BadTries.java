package io.changetrail.simulation;

/** What a gateway counts before it locks a key or a user: refused tries since the last accepted one. */
public final class BadTries {

    private int all;
    private int inARow;
    private int mostInARow;
    private int accepted;

    synchronized void refused() {
        all++;
        inARow++;
        mostInARow = Math.max(mostInARow, inARow);
    }

    synchronized void accepted() {
        accepted++;
        inARow = 0;
    }

    public synchronized int all() {
        return all;
    }

    public synchronized int mostInARow() {
        return mostInARow;
    }

    public synchronized int goodOnes() {
        return accepted;
    }
}
