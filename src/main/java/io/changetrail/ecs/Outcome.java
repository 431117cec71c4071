package io.changetrail.ecs;

/** How an instance action went, as {@code api.md} defines it; only {@link #RUNNING} can still become another. */
public enum Outcome {
    SUCCEEDED,
    FAILED,
    RUNNING,
    UNKNOWN
}
