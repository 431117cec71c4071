package io.changetrail.ecs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list row of this reading, with its detail if that was asked for and belongs to it.
 *
 * @param detail null if it was not asked for, is not this action's, or could not be read
 * @param owed its detail should have been read and could not: the action is not final yet
 */
record ReadAction(
        UUID id, ActionList.Placed place, @Nullable ActionRow detail, boolean owed) {

    /** The fuller of the two documents. */
    ActionRow best() {
        return detail == null ? place.row() : detail;
    }
}
