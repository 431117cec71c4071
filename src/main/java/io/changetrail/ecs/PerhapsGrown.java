package io.changetrail.ecs;

import io.changetrail.inventory.DueServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Nova attaches the events of a host's recovery to the server's last action, and nothing moves ({@code reliability.md} 1.4).
 * So a sweep asks again for the last action, and once more for each that was the last at or since the sweep before, or was
 * so young then that something of it may still have been on its way.
 */
final class PerhapsGrown {

    private PerhapsGrown() {}

    /**
     * Those of the listed actions that may have got events unseen; none unless the read is a deep one.
     *
     * @param late how late Nova may show what happened
     */
    static Set<UUID> of(DueServer server, List<ReadAction> oldestFirst, Duration late) {
        if (!server.deep() || oldestFirst.isEmpty()) {
            return Set.of();
        }
        var last = oldestFirst.getLast().place().rank();
        var swept = server.sweptAt();
        var from = swept == null ? last : Math.min(last, server.sweptRank());
        return oldestFirst.stream()
                .filter(action -> action.place().rank() >= from
                        || (swept != null && action.place().row().startTime().isAfter(swept.minus(late))))
                .map(ReadAction::id)
                .collect(Collectors.toSet());
    }
}
