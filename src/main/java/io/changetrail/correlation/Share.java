package io.changetrail.correlation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each request has in one facet: an action's posterior, or the sum where one request has several actions.
 *
 * @param requests by request id
 * @param cause the request with the best score, if that reaches a half; null otherwise
 */
record Share(
        Facet facet, Map<String, Part> requests, @Nullable Part cause) {

    static final double CAUSE = 0.5;
    static final double DECIDED = 0.9;

    /**
     * A request's probability in 0..1, and its likeliest action.
     *
     * @param score that it wrote this facet
     * @param ofChange that it wrote this facet or another of the same family in the same change
     */
    record Part(String requestId, Candidate candidate, double best, double score, double ofChange) {

        private Part ofChange(double sum) {
            return new Part(requestId, candidate, best, score, candidate.repeatable() ? score : Math.min(1, sum));
        }

        private Part with(Verdict.Judged other) {
            var better = other.score() > best;
            return new Part(
                    requestId,
                    better ? other.candidate() : candidate,
                    Math.max(best, other.score()),
                    score + other.score(),
                    ofChange + other.score());
        }
    }

    /** Of all facets of one change. */
    static List<Share> of(List<Verdict> verdicts) {
        var shares = verdicts.stream().map(Share::of).toList();
        var together = new EnumMap<Family, Map<String, Double>>(Family.class);
        for (var share : shares) {
            if (share.facet.family().isSet()) {
                var sums = together.computeIfAbsent(share.facet.family(), family -> new HashMap<>());
                share.requests.forEach((requestId, part) -> sums.merge(requestId, part.score(), Double::sum));
            }
        }
        return together.isEmpty()
                ? shares
                : shares.stream()
                        .map(share -> share.among(together.getOrDefault(share.facet.family(), Map.of())))
                        .toList();
    }

    /** An action that wrote one element of a set has written no other: the chances that it wrote any of them add up. */
    private Share among(Map<String, Double> sums) {
        if (sums.isEmpty()) {
            return this;
        }
        var parts = new LinkedHashMap<String, Part>();
        requests.forEach((requestId, part) -> parts.put(requestId, part.ofChange(sums.getOrDefault(requestId, 0.0))));
        return new Share(facet, parts, cause(parts));
    }

    private static Share of(Verdict verdict) {
        var requests = new LinkedHashMap<String, Part>();
        for (var judged : verdict.judged()) {
            var requestId = judged.candidate().footprint().action().requestId();
            requests.merge(
                    requestId,
                    new Part(requestId, judged.candidate(), judged.score(), judged.score(), judged.score()),
                    (known, other) -> known.with(judged));
        }
        return new Share(verdict.facet(), requests, cause(requests));
    }

    private static @Nullable Part cause(Map<String, Part> requests) {
        Part best = null;
        for (var part : requests.values()) {
            if (part.ofChange() >= CAUSE && (best == null || part.score() > best.score())) {
                best = part;
            }
        }
        return best;
    }

    boolean decided() {
        return cause != null && cause.score() >= DECIDED;
    }

    /** The probability that no action wrote the facet. */
    double nobody() {
        return 1 - requests.values().stream().mapToDouble(Part::score).sum();
    }

    List<String> paths() {
        return facet.paths();
    }
}
