package io.changetrail.correlation;

import java.util.Locale;

/** What a piece of evidence observes; the lower-case name is the key of its bits in {@code model.json}. */
enum Clue {
    /** The new value is the one that the action is known to leave. */
    TARGET("effect"),
    TASK_SHOWN("effect"),
    RESTS_AFTER("effect"),
    MOVES_UPDATED("effect"),
    SETS_LAUNCH("effect"),
    MAKES_SERVER("effect"),
    OPEN("result"),
    FAILED("result"),
    /** The least that a capture during the action counts. */
    AT_WORK("lag"),
    UPDATED_AT_END("updated"),
    UPDATED_WITHIN("updated"),
    UPDATED_AT_WORK("updated"),
    UPDATED_BEFORE("updated"),
    UPDATED_AFTER("updated"),
    LAUNCHED_AT_END("launched"),
    LAUNCHED_WITHIN("launched"),
    LAUNCHED_BEFORE("launched"),
    CREATED_WITHIN("created"),
    CREATED_OUTSIDE("created"),
    OWNER("user"),
    RELATION("relation"),
    STILL_AT_WORK("task_state"),
    NOT_AT_WORK("task_state"),
    OVERWRITTEN("overwritten"),
    /** The item is older than the end of another action that ended first. */
    CAPTURED_BEFORE("captured"),
    /** An earlier item was taken after the action and does not show the change, by Nova's clock. */
    SHOWN_BEFORE("predecessor"),
    /** The same by RMS's clock. */
    CAPTURED_SINCE("predecessor");

    private final String rule;

    Clue(String rule) {
        this.rule = rule;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String rule() {
        return rule;
    }
}
