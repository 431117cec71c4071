package io.changetrail.correlation;

import java.util.Comparator;
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

    /** A request's probability in 0..1, and its likeliest action. */
    record Part(String requestId, Candidate candidate, double best, double score) {

        private Part with(Verdict.Judged other) {
            var better = other.score() > best;
            return new Part(
                    requestId,
                    better ? other.candidate() : candidate,
                    Math.max(best, other.score()),
                    score + other.score());
        }
    }

    static Share of(Verdict verdict) {
        var requests = new LinkedHashMap<String, Part>();
        for (var judged : verdict.judged()) {
            var requestId = judged.candidate().footprint().action().requestId();
            var known = requests.get(requestId);
            requests.put(
                    requestId,
                    known == null
                            ? new Part(requestId, judged.candidate(), judged.score(), judged.score())
                            : known.with(judged));
        }
        var cause = requests.values().stream()
                .filter(part -> part.score() >= CAUSE)
                .max(Comparator.comparingDouble(Part::score))
                .orElse(null);
        return new Share(verdict.facet(), requests, cause);
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
