package io.changetrail.rms;

/** What became of the records of one page: read = stored + unchanged + quarantined. */
record IngestCounts(int stored, int unchanged, int quarantined) {}
