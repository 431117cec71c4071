package io.changetrail.faults;

import io.changetrail.simulation.Offer;
import java.time.Instant;

/** A gap that the service declares: an interval {@code [since, until)} of the records' own times. */
record Missed(String source, Instant since, Instant until, String reason) {

    boolean covers(Offer offer) {
        return source.equals(offer.version().source())
                && !offer.at().isBefore(since)
                && offer.at().isBefore(until);
    }
}
