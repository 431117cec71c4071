package io.changetrail.faults;

/** Whether a run kept the promise; a run in which nothing was served proves nothing. */
enum Verdict {
    VALID,
    INVALID,
    UNKNOWN
}
