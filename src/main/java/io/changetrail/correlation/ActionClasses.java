package io.changetrail.correlation;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Says what became of each action of a server, by the rules of {@code api.md}. */
final class ActionClasses {

    static final long SLACK = 2 * Footprint.SECOND;

    /** What no capture shows for so long was not masked but lost, since RMS promises a change within 24 h. */
    static final long MASKED_WITHIN = Reach.HORIZON;

    private static final Comparator<Footprint> BY_START = Comparator.comparingLong(Footprint::start)
            .thenComparingInt(one -> one.action().rank())
            .thenComparing(one -> one.action().id());

    private final ServerRecords records;
    private final Set<UUID> visible;
    private final Map<Family, List<Footprint>> writers = new EnumMap<>(Family.class);

    /** @param visible actions that are causes of some change */
    ActionClasses(ServerRecords records, Set<UUID> visible) {
        this.records = records;
        this.visible = visible;
        for (var family : Family.values()) {
            writers.put(
                    family,
                    records.footprints().stream()
                            .filter(one -> one.effects().known() && !one.failed())
                            .filter(one -> overwrites(one, family))
                            .toList());
        }
    }

    /** In Nova's order. */
    List<ActionClass> of(List<Footprint> wanted) {
        var inOrder = records.footprints().stream().sorted(BY_START).toList();
        var nextStart = new HashMap<UUID, Long>();
        for (var i = 1; i < inOrder.size(); i++) {
            nextStart.put(inOrder.get(i - 1).action().id(), inOrder.get(i).start());
        }
        return wanted.stream()
                .sorted(BY_START)
                .map(one -> classOf(one, nextStart.getOrDefault(one.action().id(), Long.MAX_VALUE)))
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
        var capture = records.firstUpdatedFrom(footprint.end() - SLACK);
        return capture != null
                && Objects.requireNonNull(capture.updated()) < nextStart
                && "ERROR"
                        .equals(capture.item()
                                .resource()
                                .path("properties")
                                .path("status")
                                .asString(""));
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
            if (other.index() != footprint.index()
                    && until - since <= MASKED_WITHIN
                    && !records.capturedBetween(since + Footprint.SECOND, until)) {
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
