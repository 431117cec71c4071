package io.changetrail.correlation;

import java.util.List;

/**
 * A facet of an exclusive family, open yet, with the actions that may have written it.
 *
 * @param candidates by place
 * @param used those of them that may explain no other facet
 */
record Weighed(Verdict open, List<Placed> candidates, List<Placed> used) {

    Weighed(Verdict open, List<Placed> candidates) {
        this(
                open,
                candidates,
                candidates.stream().filter(placed -> !placed.repeatable()).toList());
    }

    /** A candidate with its place among the writers of the family. */
    record Placed(int place, Candidate candidate, double bits) {

        boolean repeatable() {
            return candidate.repeatable();
        }
    }

    long time() {
        return open.capture().time();
    }
}
