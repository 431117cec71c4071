package io.changetrail.timeline;

import io.changetrail.correlation.CorrelationProperties;
import io.changetrail.sync.Coverage;
import io.changetrail.sync.Coverages;
import io.changetrail.sync.SyncProperties;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import org.springframework.stereotype.Component;

/** Reads how far both sources are complete; read before the entries, so that an answer never claims more than it holds. */
@Component
final class WatermarkReader {

    private final Coverages coverages;
    private final SyncProperties sync;
    private final CorrelationProperties correlation;

    WatermarkReader(Coverages coverages, SyncProperties sync, CorrelationProperties correlation) {
        this.coverages = coverages;
        this.sync = sync;
        this.correlation = correlation;
    }

    Watermarks at(Collection<String> projectIds, Instant now) {
        var ecs = new HashMap<String, Instant>();
        var rms = new HashMap<String, Instant>();
        for (Coverage coverage : coverages.of(projectIds, Instant.EPOCH, now)) {
            if (coverage.completeUntil() != null) {
                ("ecs".equals(coverage.source()) ? ecs : rms).put(coverage.scope(), coverage.completeUntil());
            }
        }
        return new Watermarks(ecs, rms, sync.ecsOverlap(), sync.rmsOverlap(), correlation.lateHorizon(), now);
    }
}
