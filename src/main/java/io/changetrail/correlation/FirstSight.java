package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the first capture of a new server from the first sight of an old one ({@code upstream.md} 2.2). */
final class FirstSight {

    private static final Facet WHOLE = new Facet(Family.LIFECYCLE, "", List.of(), Map.of());
    private static final long DAY = 24 * 3_600 * Footprint.SECOND;
    private static final long SLACK = 5 * Footprint.SECOND;

    private final Weighing weighing;
    private final List<Footprint> creates;

    FirstSight(ServerRecords records, Weighing weighing) {
        this.weighing = weighing;
        this.creates = records.footprints().stream()
                .filter(footprint -> "create".equals(footprint.name()))
                .toList();
    }

    Verdict explain(Capture capture) {
        var found = new ArrayList<Candidate>();
        for (var footprint : creates) {
            var candidate = candidate(capture, footprint);
            if (candidate != null) {
                found.add(candidate);
            }
        }
        return Choice.judge(capture, WHOLE, found);
    }

    private @Nullable Candidate candidate(Capture capture, Footprint create) {
        var created = capture.created();
        if (created == null || !Reach.covers(capture, create)) {
            return null;
        }
        var inside = create.covers(created, SLACK, SLACK);
        if (!inside && capture.time() - created >= DAY) {
            return null;
        }
        var evidence = new ArrayList<Evidence>();
        evidence.add(weighing.model().evidence(Clue.MAKES_SERVER, "create makes the server."));
        evidence.add(
                inside
                        ? weighing.model()
                                .evidence(
                                        Clue.CREATED_WITHIN,
                                        Sentence.of(
                                                "created, %s, lies inside create, give or take 5 s.",
                                                Times.at(created)))
                        : weighing.model()
                                .evidence(
                                        Clue.CREATED_OUTSIDE,
                                        Sentence.of("created, %s, lies outside create.", Times.at(created))));
        weighing.delay().lag(capture, Family.LIFECYCLE, create, create.covers(capture.time(), 0, 0), evidence);
        weighing.updated(capture, create, evidence);
        weighing.launched(capture, create, evidence);
        var owner = capture.item().resource().path("properties").path("userId").asString("");
        if (owner.equals(create.action().userId())) {
            evidence.add(weighing.model().evidence(Clue.OWNER, "The server belongs to the user who called create."));
        }
        return new Candidate(create, true, List.copyOf(evidence));
    }
}
