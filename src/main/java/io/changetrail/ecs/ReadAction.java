package io.changetrail.ecs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list row of this reading, with its detail if that was asked for and belongs to it.
 *
 * @param detail null if it was not asked for, is not this action's, or could not be read
 * @param debt why the detail still has to be read
 */
record ReadAction(
        UUID id, ActionList.Placed place, @Nullable ActionRow detail, Debt debt) {

    /** Whether an action without its detail has to wait for another reading. */
    enum Debt {

        /** The detail was read, was not wanted, or will never come. */
        NONE,

        /** Nova told it in a form that cannot be used: nothing failed, but as long as the action is young it may tell it better. */
        UNUSABLE,

        /** Nova does not show it: it will hardly come once the action is old. */
        UNSHOWN,

        /** The call failed, which says nothing of the action, however old it is. */
        UNANSWERED
    }

    /** Whether the reading failed in it. */
    boolean owed() {
        return debt == Debt.UNSHOWN || debt == Debt.UNANSWERED;
    }

    /** The fuller of the two documents. */
    ActionRow best() {
        return detail == null ? place.row() : detail;
    }
}
