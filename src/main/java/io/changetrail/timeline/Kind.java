package io.changetrail.timeline;

import java.util.Locale;

/** The two kinds of things that a timeline is made of; in JSON and in parameters the lower-case name. */
public enum Kind {
    ACTION,
    CHANGE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
