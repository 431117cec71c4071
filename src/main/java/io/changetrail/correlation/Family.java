package io.changetrail.correlation;

import java.util.Locale;

/**
 * Facets that share their writers, so that each family is explained by itself; the lower-case name is the key in
 * {@code effects.json} and {@code model.json}.
 */
enum Family {
    POWER("the VM state", true, Attribution.UNATTRIBUTED),
    POWER_STATE("the power state", true, Attribution.UNATTRIBUTED),
    FLAVOR("the flavor", true, Attribution.UNATTRIBUTED),
    HOST("the host", true, Attribution.UNATTRIBUTED),
    IMAGE("the image", true, Attribution.UNATTRIBUTED),
    LOCK("the lock", true, Attribution.UNATTRIBUTED),
    VOLUME_ADDED("the attached volumes", true, Attribution.UNATTRIBUTED),
    VOLUME_REMOVED("the attached volumes", true, Attribution.UNATTRIBUTED),
    PORT_ADDED("the network ports", true, Attribution.EXTERNAL),
    PORT_REMOVED("the network ports", true, Attribution.EXTERNAL),
    LIFECYCLE("whether the server exists", true, Attribution.EXTERNAL),
    TASK("the task state", false, Attribution.UNATTRIBUTED),
    STATUS("the status", false, Attribution.UNATTRIBUTED),
    LAUNCHED("the launch time", false, Attribution.UNATTRIBUTED),
    TOUCH("the time of update", false, Attribution.UNCHANGED),
    EDIT("name, key or metadata", false, Attribution.EXTERNAL),
    SECURITY("the security groups", false, Attribution.EXTERNAL),
    EXTERNAL("what Nova keeps no record of", false, Attribution.EXTERNAL),
    OTHER("a property that no known action changes", false, Attribution.UNATTRIBUTED);

    private final String words;
    private final boolean exclusive;
    private final Attribution withoutCause;

    Family(String words, boolean exclusive, Attribution withoutCause) {
        this.words = words;
        this.exclusive = exclusive;
        this.withoutCause = withoutCause;
    }

    static Family named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    /** Whether one action explains one facet at most, so that the order of both decides. */
    boolean exclusive() {
        return exclusive;
    }

    /** Elements of a set do not overwrite each other. */
    boolean isSet() {
        return this == VOLUME_ADDED || this == VOLUME_REMOVED || this == PORT_ADDED || this == PORT_REMOVED;
    }

    Attribution withoutCause() {
        return withoutCause;
    }
}
