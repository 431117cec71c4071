package io.changetrail.simulation;

import io.changetrail.simulation.World.TrueLink;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A matcher's links against a world's truth. A link is (item, request) and due if the request is the last writer of any path of
 * the item.
 *
 * @param links over causes
 * @param sure the same over causes with a score of at least 0.9
 * @param families over (path, request) by family of the path
 * @param noCause over items without any action cause
 * @param outOfBandBlamed share of the changed items without an action cause that got one with a score of at least 0.9
 * @param decided share of the links given that are sure
 * @param confusion changed items by how many causes they have and how many they were given, as text
 */
public record Evaluation(
        LinkScore links,
        LinkScore sure,
        Map<String, LinkScore> families,
        LinkScore noCause,
        double outOfBandBlamed,
        double decided,
        Calibration calibration,
        String confusion) {

    private static final double SURE = .9;

    private record Item(String serverId, Instant captureTime) {}

    private record Edge(Item item, String requestId) {}

    private record PathEdge(Edge edge, String path) {}

    public static Evaluation of(World world, List<ScoredLink> scored) {
        return of(ObservedWorld.of(world), scored);
    }

    static Evaluation of(ObservedWorld observed, List<ScoredLink> scored) {
        World world = observed.world();
        Set<Edge> due = world.truth().stream().map(Evaluation::edge).collect(Collectors.toSet());
        Set<Edge> given = edges(scored, 0);
        Set<Edge> sure = edges(scored, SURE);
        Set<Item> innocent = innocent(observed, due);
        Set<Item> blamed = items(sure);
        blamed.retainAll(innocent);
        Set<Item> uncaused = changed(observed);
        uncaused.removeAll(items(given));
        return new Evaluation(
                LinkScore.of(given, due),
                LinkScore.of(sure, due),
                families(world, scored),
                LinkScore.of(uncaused, innocent),
                innocent.isEmpty() ? 0 : (double) blamed.size() / innocent.size(),
                given.isEmpty() ? 1 : (double) sure.size() / given.size(),
                Calibration.of(scored.stream()
                        .map(link -> new Calibration.Judged(link.score(), due.contains(edge(link))))
                        .toList()),
                confusion(changed(observed), due, given, sure));
    }

    private static String confusion(Set<Item> items, Set<Edge> due, Set<Edge> given, Set<Edge> sure) {
        Map<Item, Long> causes = perItem(due);
        Map<Item, Long> named = perItem(given);
        Map<Item, Long> named9 = perItem(sure);
        String[] classes = {"none", "one", "several"};
        long[][] counts = new long[3][4];
        for (Item item : items) {
            long all = named.getOrDefault(item, 0L);
            boolean unsure = all > named9.getOrDefault(item, 0L);
            counts[(int) Math.min(2, causes.getOrDefault(item, 0L))][unsure ? 3 : (int) Math.min(2, all)]++;
        }
        StringBuilder text = new StringBuilder(
                String.format("%-16s %7s %7s %7s %7s%n", "causes \\ said", "none", "one", "several", "unsure"));
        for (int i = 0; i < classes.length; i++) {
            text.append(String.format(
                    "%-16s %7d %7d %7d %7d%n", classes[i], counts[i][0], counts[i][1], counts[i][2], counts[i][3]));
        }
        return text.toString();
    }

    private static Map<Item, Long> perItem(Set<Edge> edges) {
        return edges.stream().collect(Collectors.groupingBy(Edge::item, Collectors.counting()));
    }

    private static Set<Item> innocent(ObservedWorld observed, Set<Edge> due) {
        Set<Item> innocent = changed(observed);
        innocent.removeAll(items(due));
        return innocent;
    }

    /** Items in which something differs; a first sight is none of them. */
    private static Set<Item> changed(ObservedWorld observed) {
        return observed.items().values().stream()
                .flatMap(List::stream)
                .filter(item -> !item.differences().isEmpty())
                .map(item -> new Item(item.serverId(), item.captureTime()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<String, LinkScore> families(World world, List<ScoredLink> scored) {
        Map<String, Set<PathEdge>> due = world.truth().stream()
                .map(link -> new PathEdge(edge(link), link.path()))
                .collect(Collectors.groupingBy(edge -> Families.of(edge.path()), Collectors.toSet()));
        Map<String, Set<PathEdge>> given = scored.stream()
                .filter(ScoredLink::cause)
                .flatMap(link -> link.paths().stream().map(path -> new PathEdge(edge(link), path)))
                .collect(Collectors.groupingBy(edge -> Families.of(edge.path()), Collectors.toSet()));
        Set<String> names = new HashSet<>(due.keySet());
        names.addAll(given.keySet());
        Map<String, LinkScore> families = new TreeMap<>();
        for (String name : names) {
            families.put(name, LinkScore.of(given.getOrDefault(name, Set.of()), due.getOrDefault(name, Set.of())));
        }
        return families;
    }

    private static Set<Edge> edges(List<ScoredLink> scored, double least) {
        return scored.stream()
                .filter(link -> link.cause() && link.score() >= least)
                .map(Evaluation::edge)
                .collect(Collectors.toSet());
    }

    private static Set<Item> items(Set<Edge> edges) {
        return edges.stream().map(Edge::item).collect(Collectors.toCollection(HashSet::new));
    }

    private static Edge edge(TrueLink link) {
        return new Edge(new Item(link.serverId(), link.captureTime()), link.requestId());
    }

    private static Edge edge(ScoredLink link) {
        return new Edge(new Item(link.serverId(), link.captureTime()), link.requestId());
    }
}
