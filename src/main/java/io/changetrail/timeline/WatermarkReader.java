package io.changetrail.timeline;

import io.changetrail.correlation.CorrelationProperties;
import io.changetrail.sync.Coverage;
import io.changetrail.sync.Coverages;
import io.changetrail.sync.Gap;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Watching;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads how far both sources are complete and where they were blind; read before the entries, so that an answer never claims more than it holds. */
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
        return at(coverages.watching(), projectIds, now);
    }

    Watermarks at(Watching watching, Collection<String> projectIds, Instant now) {
        var ecs = new Sources();
        var rms = new Sources();
        for (Coverage coverage : watching.of(projectIds, Instant.EPOCH, now)) {
            ("ecs".equals(coverage.source()) ? ecs : rms).add(coverage);
        }
        return new Watermarks(
                ecs.complete,
                rms.complete,
                new Blindness(ecs.gaps),
                new Blindness(rms.gaps),
                sync.ecsOverlap(),
                sync.rmsOverlap(),
                correlation.lateHorizon(),
                now);
    }

    /** One source, by project. */
    private static final class Sources {

        private final Map<String, Instant> complete = new HashMap<>();
        private final Map<String, List<Gap>> gaps = new HashMap<>();

        void add(Coverage coverage) {
            if (coverage.completeUntil() != null) {
                complete.put(coverage.scope(), coverage.completeUntil());
            }
            gaps.put(
                    coverage.scope(),
                    coverage.gaps().stream()
                            .filter(gap -> gap.reason().blinding())
                            .toList());
        }
    }
}
