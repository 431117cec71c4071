package io.changetrail.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which the cloud would show a record version to whoever asked.
 *
 * @param at the record's own time: start of an action, capture of an item
 * @param until exclusive; null for ever
 * @param owed whether the version itself has to be stored; of a bare list row only some version of its action has to be
 */
public record Offer(
        RecordVersion version,
        Instant at,
        Instant from,
        @Nullable Instant until,
        boolean owed) {

    public boolean openAt(Instant moment) {
        return !from.isAfter(moment) && (until == null || until.isAfter(moment));
    }
}
