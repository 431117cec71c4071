package io.changetrail.bench;

/**
 * How much is stored and how long it is read.
 *
 * @param entries actions and changes of all servers together; of each server a multiple of {@link #BLOCK}
 * @param seconds of each measurement
 * @param required ratio to pgbench below which the run fails; 0 for none
 */
record TimelineSize(int servers, int entries, int rounds, int seconds, double required) {

    /** What one recorded server has: a page of the timeline. */
    static final int BLOCK = 100;

    static final int ITEMS = 60;
    static final int ACTIONS = BLOCK - ITEMS;

    TimelineSize {
        if (servers < 1 || entries < 1 || entries % (servers * BLOCK) != 0) {
            throw new IllegalArgumentException("Entries must be a multiple of " + BLOCK + " for each server");
        }
    }

    static TimelineSize of(String[] arguments) {
        return new TimelineSize(
                (int) Options.number(arguments, "servers", 10_000),
                (int) Options.number(arguments, "entries", 1_000_000),
                (int) Options.number(arguments, "rounds", 3),
                (int) Options.number(arguments, "seconds", 20),
                Options.number(arguments, "require", 0));
    }

    int blocks() {
        return entries / servers / BLOCK;
    }

    @Override
    public String toString() {
        return "%,d entries over %,d servers".formatted(entries, servers);
    }
}
