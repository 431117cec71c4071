package io.changetrail.correlation;

/** Why a change or a path of it is as it is, as far as it does not depend on the time of asking ({@code api.md}, Links). */
public enum Attribution {
    ATTRIBUTED,
    PARTIAL,
    AMBIGUOUS,
    UNATTRIBUTED,
    EXTERNAL,
    BASELINE,
    UNCHANGED
}
