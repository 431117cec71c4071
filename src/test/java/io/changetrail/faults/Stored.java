package io.changetrail.faults;

import io.changetrail.simulation.RecordVersion;
import java.time.Instant;
import java.util.UUID;

/**
 * A record version as the database keeps it.
 *
 * @param id of the record, the same for all its versions
 * @param number from 1 within the record
 * @param current whether it is the newest of its record
 * @param recordedAt by the service's clock
 */
record Stored(RecordVersion version, UUID id, int number, boolean current, Instant recordedAt) {}
