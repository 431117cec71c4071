package io.changetrail.correlation;

/** What became of an action in the resource's history, as far as it does not depend on the time of asking ({@code api.md}). */
public enum Effect {
    VISIBLE,
    MASKED,
    NONE_EXPECTED,
    NONE_UNEXPECTED,
    FAILED,
    /** The action has not ended; stays so only while it runs. */
    OPEN
}
