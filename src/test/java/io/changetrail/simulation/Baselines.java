package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedEvent;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The joins that everybody would write first; the window is the largest distance in time they accept. */
final class Baselines {

    /** A join by time of one server's items and actions. */
    interface Join {
        List<ScoredLink> links(ObservedWorld world, Duration window);
    }

    private Baselines() {}

    static Map<String, Join> all() {
        Map<String, Join> joins = new LinkedHashMap<>();
        joins.put("nearest(start)", perServer(SimulatedAction::start, Baselines::nearest));
        joins.put("nearest(finish)", perServer(Baselines::finish, Baselines::nearest));
        joins.put("window join", perServer(Baselines::finish, Baselines::within));
        joins.put("ASOF backward", perServer(SimulatedAction::start, Baselines::asOfBackward));
        joins.put("ASOF forward", perServer(SimulatedAction::start, Baselines::asOfForward));
        joins.put("time alignment", perServer(Baselines::finish, Baselines::aligned));
        joins.put("typed nearest", perServer(Baselines::finish, Baselines::typedNearest));
        return joins;
    }

    /** The last event's finish, else the start. */
    static Instant finish(SimulatedAction action) {
        return action.events().stream()
                .map(SimulatedEvent::finish)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(action.start());
    }

    private record Timed(Instant at, SimulatedAction action) {}

    private interface ServerJoin {
        List<ScoredLink> links(List<Timed> actions, List<ObservedItem> items, Duration window);
    }

    private static Join perServer(Function<SimulatedAction, Instant> time, ServerJoin join) {
        return (world, window) -> {
            List<ScoredLink> links = new ArrayList<>();
            for (SimulatedServer server : world.world().servers()) {
                List<Timed> timed = server.actions().stream()
                        .map(action -> new Timed(time.apply(action), action))
                        .sorted(Comparator.comparing(Timed::at))
                        .toList();
                List<ObservedItem> items = world.of(server).stream()
                        .filter(item -> !item.paths().isEmpty())
                        .toList();
                links.addAll(join.links(timed, items, window));
            }
            return links;
        };
    }

    private static List<ScoredLink> nearest(List<Timed> actions, List<ObservedItem> items, Duration window) {
        List<ScoredLink> links = new ArrayList<>();
        for (ObservedItem item : items) {
            Timed best = nearest(near(actions, item, window), item);
            if (best != null) {
                links.add(link(item, best));
            }
        }
        return links;
    }

    private static List<ScoredLink> within(List<Timed> actions, List<ObservedItem> items, Duration window) {
        List<ScoredLink> links = new ArrayList<>();
        for (ObservedItem item : items) {
            for (Timed action : near(actions, item, window)) {
                if (!action.at().isAfter(item.captureTime())) {
                    links.add(link(item, action));
                }
            }
        }
        return links;
    }

    private static List<ScoredLink> asOfBackward(List<Timed> actions, List<ObservedItem> items, Duration window) {
        List<ScoredLink> links = new ArrayList<>();
        for (ObservedItem item : items) {
            List<Timed> before = near(actions, item, window).stream()
                    .filter(action -> !action.at().isAfter(item.captureTime()))
                    .toList();
            if (!before.isEmpty()) {
                links.add(link(item, before.getLast()));
            }
        }
        return links;
    }

    /** Each action takes the first item after it. */
    private static List<ScoredLink> asOfForward(List<Timed> actions, List<ObservedItem> items, Duration window) {
        List<ScoredLink> links = new ArrayList<>();
        int next = 0;
        for (Timed action : actions) {
            while (next < items.size() && items.get(next).captureTime().isBefore(action.at())) {
                next++;
            }
            if (next < items.size() && distance(action, items.get(next)).compareTo(window) <= 0) {
                links.add(link(items.get(next), action));
            }
        }
        return links;
    }

    private static List<ScoredLink> aligned(List<Timed> actions, List<ObservedItem> items, Duration window) {
        double[] captured =
                items.stream().mapToDouble(item -> seconds(item.captureTime())).toArray();
        double[] ended =
                actions.stream().mapToDouble(action -> seconds(action.at())).toArray();
        return new TimeAlignment(captured, ended, window.toSeconds())
                .pairs().stream()
                        .map(pair -> link(items.get(pair.item()), actions.get(pair.action())))
                        .toList();
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1_000.0;
    }

    private static List<ScoredLink> typedNearest(List<Timed> actions, List<ObservedItem> items, Duration window) {
        List<ScoredLink> links = new ArrayList<>();
        for (ObservedItem item : items) {
            List<Timed> near = near(actions, item, window);
            Set<String> families = new HashSet<>();
            item.paths().forEach(path -> families.add(Families.of(path)));
            Set<Timed> chosen = new HashSet<>();
            for (String family : families) {
                Timed best = nearest(
                        near.stream()
                                .filter(a -> ActionGate.allows(a.action().action(), family, item))
                                .toList(),
                        item);
                if (best != null && chosen.add(best)) {
                    links.add(link(item, best));
                }
            }
        }
        return links;
    }

    private static @Nullable Timed nearest(List<Timed> actions, ObservedItem item) {
        Timed best = null;
        for (Timed action : actions) {
            if (best == null || distance(action, item).compareTo(distance(best, item)) < 0) {
                best = action;
            }
        }
        return best;
    }

    private static List<Timed> near(List<Timed> actions, ObservedItem item, Duration window) {
        int from = firstAtOrAfter(actions, item.captureTime().minus(window));
        int to = firstAtOrAfter(actions, item.captureTime().plus(window).plusNanos(1));
        return actions.subList(from, to);
    }

    private static int firstAtOrAfter(List<Timed> actions, Instant time) {
        int low = 0;
        int high = actions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (actions.get(middle).at().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Duration distance(Timed action, ObservedItem item) {
        return Duration.between(action.at(), item.captureTime()).abs();
    }

    private static ScoredLink link(ObservedItem item, Timed action) {
        return new ScoredLink(
                item.serverId(), item.captureTime(), action.action().requestId(), Set.copyOf(item.paths()), 1, true);
    }
}
