package io.changetrail.correlation;

import java.util.List;

/** How likely each candidate wrote a facet last; what is missing to 1 is the probability that none of them did. */
record Verdict(Capture capture, Facet facet, List<Judged> judged) {

    /** A candidate and its posterior in 0..1. */
    record Judged(Candidate candidate, double score) {}

    static Verdict none(Capture capture, Facet facet) {
        return new Verdict(capture, facet, List.of());
    }
}
