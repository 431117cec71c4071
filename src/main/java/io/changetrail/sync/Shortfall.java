package io.changetrail.sync;

/**
 * Why a walk was not whole.
 *
 * @param what in words that hold no upstream text
 */
public record Shortfall(Kind kind, String what) {

    /** What the shortfall means for coverage. */
    public enum Kind {
        OUTAGE,
        FORBIDDEN,
        RECORDER_OFF,
        /** Earlier trouble is still there: what failed waits for another try. */
        WAITING,
        /** Nothing went wrong, there was only no time: no trouble, unless it goes on for long. */
        UNFINISHED
    }
}
