package io.changetrail.correlation;

import java.util.List;

/**
 * An action that may have written a facet, with what speaks for and against it.
 *
 * @param repeatable the action may explain other facets too, because the capture falls into its run
 */
record Candidate(Footprint footprint, boolean repeatable, List<Evidence> evidence, double bits) {

    Candidate(Footprint footprint, boolean repeatable, List<Evidence> evidence) {
        this(
                footprint,
                repeatable,
                evidence,
                evidence.stream().mapToDouble(Evidence::bits).sum());
    }
}
