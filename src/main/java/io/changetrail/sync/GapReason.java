package io.changetrail.sync;

import java.util.Locale;

/** Why something may have been missed; the names in lower case are those of the API. */
public enum GapReason {
    /** Nobody read, or the upstream could not be read. */
    OUTAGE(true),
    /** The upstream refused our login the right to read. */
    FORBIDDEN(true),
    /** The account's resource recorder was off, so there was nothing to read. */
    RECORDER_OFF(true),
    /** The upstream had dropped its records before they could be read. */
    RETENTION(true),
    /** Nobody asked for records as old as these. */
    BEFORE_ONBOARDING(true),
    /** The upstream is too old to show all. */
    MICROVERSION(false),
    /** The past that the upstream still serves has not been read whole yet. */
    BACKFILL(false),
    /** Only a sweep can find what may be missing. */
    NOT_SWEPT(false);

    private final boolean blinding;

    GapReason(boolean blinding) {
        this.blinding = blinding;
    }

    /** Whether nothing at all was watched meanwhile, so that what is missing proves nothing. */
    public boolean blinding() {
        return blinding;
    }

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static GapReason of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
