package io.changetrail.correlation;

import java.util.Locale;

/**
 * Facets that share their writers, so that each family is explained by itself; the lower-case name is the key in
 * {@code effects.json}.
 */
enum Family {
    POWER("the VM state", true, Attribution.UNATTRIBUTED, 0.3),
    POWER_STATE("the power state", true, Attribution.UNATTRIBUTED, 0.3),
    FLAVOR("the flavor", true, Attribution.UNATTRIBUTED, 0.1),
    HOST("the host", true, Attribution.UNATTRIBUTED, 0.3),
    IMAGE("the image", true, Attribution.UNATTRIBUTED, 0.1),
    LOCK("the lock", true, Attribution.UNATTRIBUTED, 0.1),
    VOLUME_ADDED("the attached volumes", true, Attribution.UNATTRIBUTED, 0.1),
    VOLUME_REMOVED("the attached volumes", true, Attribution.UNATTRIBUTED, 0.1),
    PORT_ADDED("the network ports", true, Attribution.EXTERNAL, 0.2),
    PORT_REMOVED("the network ports", true, Attribution.EXTERNAL, 0.2),
    LIFECYCLE("whether the server exists", true, Attribution.EXTERNAL, 0.05),
    TASK("the task state", false, Attribution.UNATTRIBUTED, 0.2),
    STATUS("the status", false, Attribution.UNATTRIBUTED, 0.3),
    LAUNCHED("the launch time", false, Attribution.UNATTRIBUTED, 0.1),
    TOUCH("the time of update", false, Attribution.UNCHANGED, 0.5),
    EDIT("name, key or metadata", false, Attribution.EXTERNAL, 2),
    SECURITY("the security groups", false, Attribution.EXTERNAL, 1),
    EXTERNAL("what Nova keeps no record of", false, Attribution.EXTERNAL, 2),
    OTHER("a property that no known action changes", false, Attribution.UNATTRIBUTED, 1);

    private static final double SECONDS_PER_DAY = 86_400;

    private final String words;
    private final boolean exclusive;
    private final Attribution withoutCause;
    private final double outsidePerDay;

    Family(String words, boolean exclusive, Attribution withoutCause, double outsidePerDay) {
        this.words = words;
        this.exclusive = exclusive;
        this.withoutCause = withoutCause;
        this.outsidePerDay = outsidePerDay;
    }

    static Family named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
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

    /** How many such facets come near each action without being its work. */
    double outsidePerAction() {
        return switch (this) {
            case POWER, POWER_STATE, STATUS, HOST, VOLUME_ADDED, VOLUME_REMOVED -> 0.004;
            case EDIT, EXTERNAL, SECURITY, OTHER -> 0.01;
            default -> 0.0006;
        };
    }

    /** How often such a facet appears on one server without any action, per second. */
    double outsideRate() {
        return outsidePerDay / SECONDS_PER_DAY;
    }
}
