package io.changetrail.correlation;

import java.util.List;

/**
 * A facet of an exclusive family, open yet, with the actions that may have written it.
 *
 * @param candidates by place
 */
record Weighed(Verdict open, List<Placed> candidates) {

    /** A candidate with its place among the writers of the family. */
    record Placed(int place, Candidate candidate, double bits) {

        boolean repeatable() {
            return candidate.repeatable();
        }
    }

    /** Those that may explain no other facet. */
    List<Placed> used() {
        return candidates.stream().filter(placed -> !placed.repeatable()).toList();
    }

    long time() {
        return open.capture().time();
    }
}
