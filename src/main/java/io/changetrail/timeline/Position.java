package io.changetrail.timeline;

import java.time.Instant;
import java.util.UUID;

/** A place in the one order of all timelines: (time, rank, id), compared as PostgreSQL compares rows; microseconds. */
public record Position(Instant time, int rank, UUID id) {}
