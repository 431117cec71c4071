package io.changetrail.timeline;

/** By which time an item counts as past: RMS's capture, or the best known time of the change itself. */
public enum Basis {
    CAPTURED,
    OCCURRED
}
