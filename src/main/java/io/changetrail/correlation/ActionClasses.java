package io.changetrail.correlation;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Says what became of each action of a server, by the rules of {@code api.md}. */
final class ActionClasses {

    private static final long SLACK = 2 * Footprint.SECOND;

    private final ServerRecords records;
    private final Set<UUID> visible = new HashSet<>();
    private final Map<Family, List<Footprint>> writers = new EnumMap<>(Family.class);

    ActionClasses(ServerRecords records, List<Attributed> changes) {
        this.records = records;
        changes.forEach(change -> visible.addAll(change.visible()));
        for (var family : Family.values()) {
            writers.put(
                    family,
                    records.footprints().stream()
                            .filter(one -> one.effects().known() && !one.failed())
                            .filter(one -> overwrites(one, family))
                            .toList());
        }
    }

    List<ActionClass> list() {
        var inOrder = records.footprints().stream()
                .sorted(Comparator.comparingLong(Footprint::start)
                        .thenComparingInt(one -> one.action().rank())
                        .thenComparing(one -> one.action().id()))
                .toList();
        var next = new long[inOrder.size()];
        for (var i = 0; i < next.length; i++) {
            next[i] = i + 1 < next.length ? inOrder.get(i + 1).start() : Long.MAX_VALUE;
        }
        return IntStream.range(0, next.length)
                .mapToObj(i -> classOf(inOrder.get(i), next[i]))
                .toList();
    }

    private ActionClass classOf(Footprint footprint, long nextStart) {
        var action = footprint.action();
        var errorSeen = action.canFailSilently() && errorSeen(footprint, nextStart);
        return new ActionClass(action.serverId(), action.id(), effect(footprint, errorSeen), errorSeen);
    }

    private Effect effect(Footprint footprint, boolean errorSeen) {
        if (visible.contains(footprint.action().id())) {
            return Effect.VISIBLE;
        }
        if (footprint.failed()
                || errorSeen
                || (footprint.action().serverErrorSeen() && footprint.action().canFailSilently())) {
            return Effect.FAILED;
        }
        if (footprint.open()) {
            return Effect.OPEN;
        }
        if (!footprint.effects().lasting()) {
            return Effect.NONE_EXPECTED;
        }
        return masked(footprint) ? Effect.MASKED : Effect.NONE_UNEXPECTED;
    }

    /** The first item that can show the state after the action, and none after the next action's start, says ERROR. */
    private boolean errorSeen(Footprint footprint, long nextStart) {
        if (footprint.open()) {
            return false;
        }
        var captures = records.captures();
        for (var i = records.firstCaptureFrom(footprint.end() - SLACK); i < captures.size(); i++) {
            var updated = captures.get(i).updated();
            if (updated != null && updated >= footprint.end() - SLACK) {
                var properties = captures.get(i).item().resource().path("properties");
                return updated < nextStart
                        && "ERROR".equals(properties.path("status").asString(""));
            }
        }
        return false;
    }

    private boolean masked(Footprint footprint) {
        return footprint.effects().changes().entrySet().stream()
                .filter(change -> change.getValue().visibility() > Share.CAUSE)
                .anyMatch(change -> maskedIn(change.getKey(), footprint));
    }

    /** Whether an action that undoes or overwrites it ended so close before or after it that nothing was captured between. */
    private boolean maskedIn(Family family, Footprint footprint) {
        var others = writers.getOrDefault(family, List.of());
        var from = ServerRecords.firstEndingFrom(others, footprint.end());
        for (var i = Math.max(0, from - 1); i < Math.min(others.size(), from + 3); i++) {
            var other = others.get(i);
            var since = Math.min(other.end(), footprint.end());
            var until = Math.max(other.end(), footprint.end());
            if (other.index() != footprint.index() && !records.capturedBetween(since + Footprint.SECOND, until)) {
                return true;
            }
        }
        return false;
    }

    private static boolean overwrites(Footprint footprint, Family family) {
        var effects = footprint.effects();
        return effects.change(Family.LIFECYCLE) != null
                || switch (family) {
                    case VOLUME_ADDED -> effects.change(Family.VOLUME_REMOVED) != null;
                    case VOLUME_REMOVED -> effects.change(Family.VOLUME_ADDED) != null;
                    case PORT_ADDED -> effects.change(Family.PORT_REMOVED) != null;
                    case PORT_REMOVED -> effects.change(Family.PORT_ADDED) != null;
                    default -> effects.change(family) != null;
                };
    }
}
