package io.changetrail.correlation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Counts what would become of links if they were made by another model. */
final class ModelComparison {

    private static final double WORTH_TELLING = 0.05;

    private int servers;
    private int different;
    private int created;
    private int retracted;
    private int moved;
    private int causes;
    private int decided;
    private int causesAfter;
    private int decidedAfter;

    private record Cause(UUID changeId, String requestId) {}

    /** The links of one server by the one and by the other model. */
    void add(List<Link> before, List<Link> after) {
        var known = causes(before);
        var now = causes(after);
        var gone = known.keySet().stream().filter(one -> !now.containsKey(one)).count();
        var come = now.keySet().stream().filter(one -> !known.containsKey(one)).count();
        var shifted = known.entrySet().stream()
                .filter(one ->
                        Math.abs(now.getOrDefault(one.getKey(), one.getValue()) - one.getValue()) > WORTH_TELLING)
                .count();
        servers++;
        different += gone + come + shifted > 0 ? 1 : 0;
        created += (int) come;
        retracted += (int) gone;
        moved += (int) shifted;
        causes += known.size();
        decided += decided(known);
        causesAfter += now.size();
        decidedAfter += decided(now);
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "Of %d servers, %d would have other links: %d created, %d retracted, %d with a score that differs by more than %.2f.%n"
                        + "Of %d causes %.1f %% have a score of at least %.1f; of %d it would be %.1f %%.%n",
                servers,
                different,
                created,
                retracted,
                moved,
                WORTH_TELLING,
                causes,
                percent(decided, causes),
                Share.DECIDED,
                causesAfter,
                percent(decidedAfter, causesAfter));
    }

    private static Map<Cause, Double> causes(List<Link> links) {
        var causes = new HashMap<Cause, Double>();
        links.stream()
                .filter(Link::cause)
                .forEach(link -> causes.put(new Cause(link.changeId(), link.requestId()), link.score()));
        return causes;
    }

    private static int decided(Map<Cause, Double> causes) {
        return (int)
                causes.values().stream().filter(score -> score >= Share.DECIDED).count();
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
