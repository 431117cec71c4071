package io.changetrail.faults;

import java.time.Duration;
import java.util.List;

/** Times from being visible to being stored, of records that became visible during the run. */
record Latencies(List<Duration> sorted) {

    static Latencies of(List<Duration> durations) {
        return new Latencies(durations.stream().sorted().toList());
    }

    /** Zero if nothing became visible. */
    Duration percentile(int percent) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        var rank = Math.ceilDiv(sorted.size() * percent, 100);
        return sorted.get(Math.max(rank, 1) - 1);
    }

    @Override
    public String toString() {
        return "p50 %d ms, p95 %d ms, p99 %d ms, max %d ms of %d"
                .formatted(
                        percentile(50).toMillis(),
                        percentile(95).toMillis(),
                        percentile(99).toMillis(),
                        percentile(100).toMillis(),
                        sorted.size());
    }
}
