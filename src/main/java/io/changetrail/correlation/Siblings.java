package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sees that property and relation of one volume can change in different captures and still have one writer. */
final class Siblings {

    static final long FAR = 26 * 3_600 * Footprint.SECOND;

    private final List<Weighed> first = new ArrayList<>();
    private final Map<Integer, List<Verdict>> followers = new HashMap<>();

    /** Of facets of one family in order of capture. */
    Siblings(List<Weighed> all) {
        var places = new HashMap<String, Integer>();
        for (var weighed : all) {
            var key = weighed.open().facet().key();
            var place = places.get(key);
            if (place != null && complements(first.get(place).open(), weighed.open())) {
                followers.computeIfAbsent(place, one -> new ArrayList<>()).add(weighed.open());
                places.remove(key);
            } else {
                places.put(key, first.size());
                first.add(weighed);
            }
        }
    }

    List<Weighed> first() {
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

    /** Whether they can be the two halves of one change of a set, the relation in one and the property in the other. */
    static boolean complements(Verdict known, Verdict other) {
        return isHalf(known)
                && isHalf(other)
                && isRelation(known) != isRelation(other)
                && other.capture().time() - known.capture().time() < FAR;
    }

    static boolean isHalf(Verdict verdict) {
        var facet = verdict.facet();
        return facet.family().isSet() && facet.paths().size() == 1;
    }

    private static boolean isRelation(Verdict verdict) {
        return verdict.facet().paths().getFirst().startsWith("/relations/");
    }
}
