package io.changetrail.simulation;

import java.time.Instant;

/** When a record version was sent first and last, by the cloud's clock, and how often. */
public record Sighting(Instant first, Instant last, int times) {

    Sighting and(Sighting later) {
        return new Sighting(
                first.isBefore(later.first) ? first : later.first,
                last.isAfter(later.last) ? last : later.last,
                times + later.times);
    }
}
