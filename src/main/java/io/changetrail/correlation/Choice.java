package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains facets that each stand alone, because one action can own many of them: the best candidate or none, by Bayes' rule. */
final class Choice {

    static final Set<Family> FAMILIES =
            Set.of(Family.TASK, Family.STATUS, Family.LAUNCHED, Family.TOUCH, Family.EDIT, Family.SECURITY);

    private static final Set<String> STILL_RUNNING = Set.of("ACTIVE", "PAUSED");
    private static final long LAUNCH_SLACK = 60 * Footprint.SECOND;
    private static final long SLACK = 2 * Footprint.SECOND;

    private final Weighing weighing;
    private final Model model;
    private final List<Footprint> running;
    private final Writers all;
    private final Writers atWork;
    private final Writers touching;

    Choice(ServerRecords records, Weighing weighing) {
        this.weighing = weighing;
        this.model = weighing.model();
        var footprints = records.footprints();
        this.running = footprints.stream()
                .filter(one -> one.effects().hasRunningState() || one.effects().change(Family.POWER) != null)
                .toList();
        this.all = new Writers(footprints);
        this.atWork = new Writers(running);
        this.touching = new Writers(
                footprints.stream().filter(one -> !one.effects().quiet()).toList());
    }

    Verdict explain(Capture capture, Facet facet) {
        var writers = writers(facet.family());
        var found = new ArrayList<Candidate>();
        for (var place : writers.reach.places(capture)) {
            var candidate =
                    found.size() < Reach.MOST_CANDIDATES ? candidate(capture, facet, writers.list.get(place)) : null;
            if (candidate != null) {
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

    private Writers writers(Family family) {
        return switch (family) {
            case TASK, STATUS -> atWork;
            case TOUCH -> touching;
            default -> all;
        };
    }

    private @Nullable Candidate candidate(Capture capture, Facet facet, Footprint footprint) {
        return switch (facet.family()) {
            case TASK, STATUS -> task(capture, facet, footprint);
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
        evidence.add(model.evidence(Clue.MOVES_UPDATED, Sentence.of("%s moves Nova's updated.", footprint.name())));
        weighing.delay().lag(capture, facet.family(), footprint, footprint.working(capture.time()), evidence);
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
        var change = footprint.effects().change(Family.LAUNCHED);
        evidence.add(
                known || change == null
                        ? model.evidence(Clue.SETS_LAUNCH, Sentence.of("%s sets the launch time.", footprint.name()))
                        : Weighing.learned(facet, footprint, change));
        weighing.delay().lag(capture, facet.family(), footprint, footprint.working(capture.time()), evidence);
        weighing.launched(capture, footprint, evidence);
        return new Candidate(footprint, true, List.copyOf(evidence));
    }

    private @Nullable Candidate task(Capture capture, Facet facet, Footprint footprint) {
        var evidence = new ArrayList<Evidence>();
        var inside = footprint.working(capture.time());
        var atRest = atRest(facet);
        if (footprint.effects().known() && !(atRest ? canEnd(facet, footprint) : owns(facet, footprint))) {
            return null;
        }
        evidence.add(taskEffect(facet, footprint, atRest));
        weighing.delay().lag(capture, facet.family(), footprint, inside, evidence);
        if (atRest || !inside) {
            weighing.updated(capture, footprint, evidence);
        } else {
            weighing.updatedAtWork(capture, footprint, evidence);
        }
        if (atRest && inside) {
            var text = "By the recorded times " + footprint.name() + " was still at work at the capture.";
            evidence.add(model.evidence(Clue.STILL_AT_WORK, text));
        } else if (atRest) {
            weighing.delay().seenBefore(capture, footprint, evidence);
            overwritten(capture, facet, footprint, evidence);
        } else if (!inside) {
            var text = "By the recorded times " + footprint.name() + " was not at work at the capture.";
            evidence.add(model.evidence(Clue.NOT_AT_WORK, text));
        }
        return new Candidate(footprint, true, List.copyOf(evidence));
    }

    private Evidence taskEffect(Facet facet, Footprint footprint, boolean atRest) {
        var change = footprint.effects().change(facet.family());
        if (!footprint.effects().known() && change != null) {
            return Weighing.learned(facet, footprint, change);
        }
        if (atRest) {
            return model.evidence(Clue.RESTS_AFTER, ending(facet, footprint));
        }
        var task = facet.value("task");
        var shown = task == null || task.after() == null ? facet.value("status") : task;
        return model.evidence(
                Clue.TASK_SHOWN,
                Sentence.of("While %s is at work the server shows %s.", footprint.name(), after(shown)));
    }

    private static Sentence ending(Facet facet, Footprint footprint) {
        var status = after(facet.value("status"));
        return status == null
                ? Sentence.of("The end of %s clears the task state.", footprint.name())
                : Sentence.of("The status can be %s when %s has ended.", status, footprint.name());
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

    /** What an action leaves when it ends must be what is shown; one that failed leaves things as they were. */
    private static boolean canEnd(Facet facet, Footprint footprint) {
        var effects = footprint.effects();
        if (facet.family() == Family.TASK) {
            return effects.hasRunningState();
        }
        var power = effects.change(Family.POWER);
        if (power == null) {
            return !effects.known() || (!effects.runningStatuses().isEmpty() && runs(after(facet.value("status"))));
        }
        return footprint.failed() || power.allows("status", after(facet.value("status")));
    }

    /** Actions that leave the state of the machine alone work on a running one. */
    private static boolean runs(@Nullable String status) {
        return status == null || STILL_RUNNING.contains(status);
    }

    private void overwritten(Capture capture, Facet facet, Footprint footprint, List<Evidence> evidence) {
        var first = ServerRecords.firstEndingFrom(running, footprint.end() + 1);
        while (first < running.size() && !canEnd(facet, running.get(first))) {
            first++;
        }
        if (first < running.size()
                && running.get(first).effects().known()
                && running.get(first).end() <= capture.time()) {
            var later = running.get(first).name();
            evidence.add(model.evidence(
                    Clue.OVERWRITTEN,
                    Sentence.of("%s ended after %s and before the capture.", later, footprint.name())));
        }
    }

    private record Writers(List<Footprint> list, Reach reach) {

        Writers(List<Footprint> list) {
            this(list, new Reach(list));
        }
    }
}
