package io.changetrail.faults;

import io.changetrail.simulation.Offer;
import io.changetrail.simulation.RecordVersion;
import io.changetrail.simulation.Sighting;
import io.changetrail.simulation.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the cloud had, what it really sent, and how the run may be judged.
 *
 * @param served to be read after the last snapshot, since what is stored must be in it
 * @param poison hashes of unreadable records that were sent: each has to be in quarantine, and nothing else may be
 * @param missed gaps that the service declares
 * @param horizon what was first offered later need not be stored yet
 * @param grace what was offered for less than this and is offered no more need not have been read
 */
record Evidence(
        List<Offer> offers,
        Map<RecordVersion, Sighting> served,
        Set<String> poison,
        List<Missed> missed,
        Instant horizon,
        Duration grace) {

    static Evidence of(SimulatedCloud cloud, Instant horizon, Duration grace) {
        return new Evidence(cloud.offers(), cloud.served().versions(), Set.of(), List.of(), horizon, grace);
    }

    Evidence poisoned(Set<String> hashes) {
        return new Evidence(offers, served, Set.copyOf(hashes), missed, horizon, grace);
    }

    Evidence missing(List<Missed> gaps) {
        return new Evidence(offers, served, poison, List.copyOf(gaps), horizon, grace);
    }
}
