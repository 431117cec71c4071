package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sees that property and relation of one volume can change in different captures and still have one writer. */
final class Siblings {

    private static final long FAR = 26 * 3_600 * Footprint.SECOND;

    private final List<Verdict> first = new ArrayList<>();
    private final Map<Integer, List<Verdict>> followers = new HashMap<>();

    /** Of open verdicts of one family in order of capture. */
    Siblings(List<Verdict> all) {
        var places = new HashMap<String, Integer>();
        for (var verdict : all) {
            var key = verdict.facet().key();
            var place = places.get(key);
            if (place != null && complements(first.get(place), verdict)) {
                followers.computeIfAbsent(place, one -> new ArrayList<>()).add(verdict);
                places.remove(key);
            } else {
                if (verdict.facet().family().isSet()) {
                    places.put(key, first.size());
                }
                first.add(verdict);
            }
        }
    }

    List<Verdict> first() {
        return first;
    }

    /** The verdicts of {@link #first()}, and those of the others, which are the same. */
    List<Verdict> withOthers(List<Verdict> verdicts, Weighing weighing) {
        var result = new ArrayList<>(verdicts);
        followers.forEach(
                (place, open) -> open.forEach(follower -> result.add(follow(verdicts.get(place), follower, weighing))));
        return result;
    }

    private static Verdict follow(Verdict known, Verdict open, Weighing weighing) {
        var judged = new ArrayList<Verdict.Judged>();
        for (var one : known.judged()) {
            var candidate = weighing.candidate(
                    open.capture(), open.facet(), one.candidate().footprint());
            if (candidate != null) {
                judged.add(new Verdict.Judged(candidate, one.score()));
            }
        }
        return new Verdict(open.capture(), open.facet(), judged);
    }

    private static boolean complements(Verdict known, Verdict other) {
        return known.facet().paths().size() == 1
                && other.facet().paths().size() == 1
                && isRelation(known) != isRelation(other)
                && other.capture().time() - known.capture().time() < FAR;
    }

    private static boolean isRelation(Verdict verdict) {
        return verdict.facet().paths().getFirst().startsWith("/relations/");
    }
}
