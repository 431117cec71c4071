package io.changetrail.sync;

import io.micrometer.core.instrument.MeterRegistry;

/** What became of the records of one reading: read = added + updated + unchanged + quarantined. */
public record IngestCounts(int added, int updated, int unchanged, int quarantined) {

    /** Adds them to {@code changetrail.ingest.records}. */
    public void addTo(MeterRegistry meters, String source) {
        add(meters, source, "new", added);
        add(meters, source, "updated", updated);
        add(meters, source, "unchanged", unchanged);
        add(meters, source, "quarantined", quarantined);
    }

    private static void add(MeterRegistry meters, String source, String result, int count) {
        meters.counter("changetrail.ingest.records", "source", source, "result", result)
                .increment(count);
    }
}
