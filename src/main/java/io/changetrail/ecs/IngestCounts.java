package io.changetrail.ecs;

/** What became of the records of one reading: read = stored + unchanged + quarantined. */
record IngestCounts(int stored, int unchanged, int quarantined) {}
