package io.changetrail.faults;

import io.changetrail.simulation.RecordVersion;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that is stored at one moment.
 *
 * @param began the cloud's clock before the tables were read, {@code ended} after that
 * @param serviceTime the service's own clock after that: no position may be ahead of it
 */
record Snapshot(
        Instant began,
        Instant ended,
        Instant serviceTime,
        List<Stored> stored,
        List<Quarantined> quarantined,
        List<Position> positions) {

    Set<RecordVersion> versions() {
        return stored.stream().map(Stored::version).collect(Collectors.toSet());
    }
}
