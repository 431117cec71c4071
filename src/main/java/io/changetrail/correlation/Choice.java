package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains facets that each stand alone, because one action can own many of them: the best candidate or none, by Bayes' rule. */
final class Choice {

    static final Set<Family> FAMILIES =
            Set.of(Family.TASK, Family.LAUNCHED, Family.TOUCH, Family.EDIT, Family.SECURITY);

    private static final long LAUNCH_SLACK = 60 * Footprint.SECOND;
    private static final long SLACK = 2 * Footprint.SECOND;

    private final Weighing weighing;
    private final List<Footprint> all;
    private final List<Footprint> running;
    private final List<Footprint> touching;

    Choice(ServerRecords records, Weighing weighing) {
        this.weighing = weighing;
        this.all = records.footprints();
        this.touching = all.stream()
                .filter(one -> one.effects().touches() || !one.effects().known())
                .toList();
        this.running =
                all.stream().filter(one -> one.effects().hasRunningState()).toList();
    }

    Verdict explain(Capture capture, Facet facet) {
        var writers = writers(facet.family());
        var found = new ArrayList<Candidate>();
        for (var place : Reach.places(writers, capture)) {
            var candidate = candidate(capture, facet, writers.get(place));
            if (candidate != null && found.size() < Reach.MOST_CANDIDATES) {
                found.add(candidate);
            }
        }
        return judge(capture, facet, found);
    }

    /** Posteriors of candidates of which one at most is right. */
    static Verdict judge(Capture capture, Facet facet, List<Candidate> candidates) {
        var weights = candidates.stream()
                .mapToDouble(candidate -> StrictMath.pow(2, Math.min(candidate.bits(), 200)))
                .toArray();
        var total = 1.0;
        for (var weight : weights) {
            total += weight;
        }
        var judged = new ArrayList<Verdict.Judged>();
        for (var i = 0; i < weights.length; i++) {
            judged.add(new Verdict.Judged(candidates.get(i), weights[i] / total));
        }
        judged.sort(Comparator.comparingInt(one -> one.candidate().footprint().index()));
        return new Verdict(capture, facet, judged);
    }

    private List<Footprint> writers(Family family) {
        return switch (family) {
            case TASK -> running;
            case TOUCH -> touching;
            default -> all;
        };
    }

    private @Nullable Candidate candidate(Capture capture, Facet facet, Footprint footprint) {
        return switch (facet.family()) {
            case TASK -> task(capture, facet, footprint);
            case TOUCH -> touch(capture, facet, footprint);
            case LAUNCHED -> launch(capture, facet, footprint);
            default -> weighing.candidate(capture, facet, footprint);
        };
    }

    private @Nullable Candidate touch(Capture capture, Facet facet, Footprint footprint) {
        var updated = capture.updated();
        if (updated == null || !footprint.covers(updated, Footprint.SECOND, SLACK)) {
            return null;
        }
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence("effect", -0.2, footprint.name() + " moves Nova's updated."));
        Weighing.lag(capture, facet.family(), footprint, footprint.covers(capture.time(), SLACK, 0), evidence);
        weighing.updated(capture, footprint, evidence);
        return new Candidate(footprint, true, List.copyOf(evidence));
    }

    private @Nullable Candidate launch(Capture capture, Facet facet, Footprint footprint) {
        var launched = capture.launched();
        var known = footprint.effects().known();
        if (launched == null
                || (known && !footprint.effects().launched())
                || !footprint.covers(launched, LAUNCH_SLACK, LAUNCH_SLACK)) {
            return null;
        }
        var evidence = new ArrayList<Evidence>();
        evidence.add(
                known
                        ? new Evidence("effect", -0.2, footprint.name() + " sets the launch time.")
                        : new Evidence("effect", -5, "What " + footprint.name() + " changes is not known."));
        Weighing.lag(capture, facet.family(), footprint, footprint.covers(capture.time(), SLACK, 0), evidence);
        Weighing.launched(capture, footprint, evidence);
        return new Candidate(footprint, true, List.copyOf(evidence));
    }

    private @Nullable Candidate task(Capture capture, Facet facet, Footprint footprint) {
        var evidence = new ArrayList<Evidence>();
        var inside = footprint.covers(capture.time(), SLACK, 0);
        var atRest = atRest(facet);
        if (!atRest && footprint.effects().known() && !owns(facet, footprint)) {
            return null;
        }
        evidence.add(taskEffect(facet, footprint, atRest));
        Weighing.lag(capture, facet.family(), footprint, inside, evidence);
        weighing.updated(capture, footprint, evidence);
        if (atRest && capture.time() < footprint.end() - 5 * Footprint.SECOND) {
            evidence.add(new Evidence("task_state", -8, footprint.name() + " was still at work at the capture."));
        } else if (atRest) {
            Weighing.seenBefore(capture, footprint, evidence);
            overwritten(capture, footprint, evidence);
        } else if (!inside) {
            evidence.add(new Evidence("task_state", -3, footprint.name() + " was not at work at the capture."));
        }
        return new Candidate(footprint, true, List.copyOf(evidence));
    }

    private static Evidence taskEffect(Facet facet, Footprint footprint, boolean atRest) {
        if (!footprint.effects().known()) {
            return new Evidence("effect", -4, "What " + footprint.name() + " changes is not known.");
        }
        if (atRest) {
            return new Evidence("effect", -0.2, "The end of " + footprint.name() + " clears the task state.");
        }
        var task = facet.value("task");
        var shown = task == null || task.after() == null ? facet.value("status") : task;
        return new Evidence(
                "effect", 3, "While %s is at work the server shows %s.".formatted(footprint.name(), after(shown)));
    }

    private static @Nullable String after(Facet.@Nullable Values values) {
        return values == null ? null : values.after();
    }

    private static boolean atRest(Facet facet) {
        var task = facet.value("task");
        var status = after(facet.value("status"));
        if (task != null) {
            return task.after() == null;
        }
        return status == null || !Facets.isTransient(status);
    }

    private static boolean owns(Facet facet, Footprint footprint) {
        var task = after(facet.value("task"));
        return task != null
                ? footprint.effects().namesTask(task)
                : footprint.effects().runningStatuses().contains(String.valueOf(after(facet.value("status"))));
    }

    private void overwritten(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var first = ServerRecords.firstEndingFrom(running, footprint.end() + 1);
        if (first < running.size()
                && running.get(first).effects().known()
                && running.get(first).end() <= capture.time()) {
            var later = running.get(first).name();
            evidence.add(new Evidence(
                    "overwritten", -6, "%s set the task state after %s.".formatted(later, footprint.name())));
        }
    }
}
