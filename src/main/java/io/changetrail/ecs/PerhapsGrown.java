package io.changetrail.ecs;

import io.changetrail.inventory.DueServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * Nova attaches the events of a host's recovery to the server's last action, and nothing moves ({@code reliability.md} 1.4).
 * So a sweep asks again for the last action, and as far as there is room once more for each that was the last at or since the
 * sweep before, or was so young then that something of it may still have been on its way.
 *
 * @param actions whose details to read although nothing says that they changed
 * @param sweptRank the place up to which older actions need not be asked for again
 */
record PerhapsGrown(Set<UUID> actions, int sweptRank) {

    /**
     * Nothing unless the read is a deep one.
     *
     * @param late how late Nova may show what happened
     * @param askable whether a detail can be asked for that is not read anyway
     * @param room how many of so many further details may be read
     */
    static PerhapsGrown of(
            DueServer server,
            List<ReadAction> oldestFirst,
            Duration late,
            Predicate<ReadAction> askable,
            IntUnaryOperator room) {
        if (!server.deep() || oldestFirst.isEmpty()) {
            return new PerhapsGrown(Set.of(), 0);
        }
        var last = oldestFirst.getLast();
        var further = oldestFirst.subList(0, oldestFirst.size() - 1).stream()
                .filter(action -> wasLastOrYoung(action, server, late) && askable.test(action))
                .toList();
        var fit = further.isEmpty() ? 0 : room.applyAsInt(further.size());
        var asked = new HashSet<>(Set.of(last.id()));
        further.subList(0, fit).forEach(action -> asked.add(action.id()));
        var reached = fit < further.size() ? further.get(fit) : last;
        return new PerhapsGrown(asked, reached.place().rank());
    }

    private static boolean wasLastOrYoung(ReadAction action, DueServer server, Duration late) {
        var swept = server.sweptAt();
        return swept != null
                && (action.place().rank() >= server.sweptRank()
                        || action.place().row().startTime().isAfter(swept.minus(late)));
    }
}
