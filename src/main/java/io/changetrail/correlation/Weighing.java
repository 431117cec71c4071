package io.changetrail.correlation;

import io.changetrail.ecs.ActionEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what speaks for and against one action as the writer of one facet, in bits, each with a sentence to check. */
final class Weighing {

    private static final long SLACK = 2 * Footprint.SECOND;
    private static final double OPEN = -0.9;
    private static final double FAILED = -4.5;
    private static final double INSIDE = 8;

    private final ServerRecords records;

    Weighing(ServerRecords records) {
        this.records = records;
    }

    /** The evidence, or null if the action cannot have written the facet. */
    @Nullable
    Candidate candidate(Capture capture, Facet facet, Footprint footprint) {
        var change = footprint.effects().change(facet.family());
        if (change == null || !Reach.covers(capture, footprint)) {
            return null;
        }
        var inside = footprint.covers(capture.time(), SLACK, 0);
        if (!reaches(facet, footprint, change, inside)) {
            return null;
        }
        var evidence = new ArrayList<Evidence>();
        effect(facet, footprint, change, evidence);
        result(footprint, evidence);
        lag(capture, facet.family(), footprint, inside, evidence);
        seenBefore(capture, footprint, evidence);
        updated(capture, footprint, evidence);
        launched(capture, footprint, evidence);
        taskState(capture, footprint, inside, evidence);
        relation(facet, evidence);
        return new Candidate(footprint, inside || "create".equals(footprint.name()), List.copyOf(evidence));
    }

    private static boolean reaches(Facet facet, Footprint footprint, ActionEffects.Change change, boolean inside) {
        if (facet.values().entrySet().stream()
                .allMatch(
                        value -> change.allows(value.getKey(), value.getValue().after()))) {
            return true;
        }
        var failure = footprint.failed() && fails(facet);
        return failure || (inside && !facet.values().containsKey("vm") && facet.family() == Family.POWER);
    }

    private static boolean fails(Facet facet) {
        var vm = facet.value("vm");
        var status = facet.value("status");
        return (vm != null && "error".equals(vm.after())) || (status != null && "ERROR".equals(status.after()));
    }

    private static void effect(Facet facet, Footprint footprint, ActionEffects.Change change, List<Evidence> evidence) {
        var bits = LagDensity.log2(change.visibility());
        if (!footprint.effects().known()) {
            evidence.add(new Evidence("effect", bits, "What " + footprint.name() + " changes is not known."));
            return;
        }
        var target = target(facet);
        var text = target == null
                ? "%s changes %s.".formatted(footprint.name(), facet.family().words())
                : "%s changes %s; the new value is %s."
                        .formatted(footprint.name(), facet.family().words(), target);
        evidence.add(new Evidence("effect", target == null ? bits : bits + 1, text));
    }

    private static @Nullable String target(Facet facet) {
        for (var property : List.of("vm", "status", "power", "locked")) {
            var value = facet.value(property);
            if (value != null) {
                return value.after();
            }
        }
        return null;
    }

    static void result(Footprint footprint, List<Evidence> evidence) {
        if (footprint.failed()) {
            evidence.add(new Evidence("result", FAILED, footprint.name() + " ended in Error."));
        } else if (footprint.open()) {
            evidence.add(new Evidence("result", OPEN, "No end of " + footprint.name() + " is recorded."));
        }
    }

    static void lag(Capture capture, Family family, Footprint footprint, boolean inside, List<Evidence> evidence) {
        var seconds = (capture.time() - footprint.end()) / 1_000.0;
        var bits = LagDensity.log2(LagDensity.at(seconds) / family.outsideRate());
        if (inside) {
            evidence.add(new Evidence(
                    "lag", Math.max(bits, INSIDE), "The capture came while " + footprint.name() + " was at work."));
        } else {
            var text = seconds >= 0
                    ? "The capture came %s after %s ended.".formatted(Times.length(seconds), footprint.name())
                    : "The capture came %s before %s ended.".formatted(Times.length(-seconds), footprint.name());
            evidence.add(new Evidence("lag", bits, text));
        }
    }

    static void seenBefore(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var previous = capture.previous();
        if (previous != null && footprint.latestEnd() < previous - 5 * Footprint.SECOND) {
            evidence.add(new Evidence(
                    "predecessor",
                    -4,
                    "%s had ended %s before the capture at %s, which did not show it."
                            .formatted(
                                    footprint.name(),
                                    Times.length((previous - footprint.latestEnd()) / 1_000.0),
                                    Times.at(previous))));
        }
    }

    /** Nova's {@code updated} travels inside the item, so RMS's delay does not blur it. */
    void updated(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var updated = capture.updated();
        if (updated == null
                || !(footprint.effects().touches() || !footprint.effects().known())) {
            return;
        }
        var event = footprint.eventEndingAt(updated, SLACK);
        if (event != null) {
            evidence.add(near(updated, event));
        } else if (footprint.covers(updated, Footprint.SECOND, SLACK)) {
            var text = "Nova's updated, %s, lies inside %s.".formatted(Times.at(updated), footprint.name());
            evidence.add(new Evidence("updated", 3, text));
        } else if (footprint.effects().known() && updated < footprint.start()) {
            var text =
                    "Nova's updated, %s, is older than the start of %s.".formatted(Times.at(updated), footprint.name());
            evidence.add(new Evidence("updated", -8, text));
        } else if (footprint.effects().known() && !touchedByAnother(updated)) {
            var text = "Nova's updated, %s, is newer than the end of %s, and no other action explains that."
                    .formatted(Times.at(updated), footprint.name());
            evidence.add(new Evidence("updated", -3, text));
        }
    }

    private static Evidence near(long updated, ActionEvent event) {
        var text = "Nova's updated, %s, is within 2 s of the end of %s.".formatted(Times.at(updated), event.event());
        return new Evidence("updated", 5, text);
    }

    private boolean touchedByAnother(long updated) {
        var touching = records.touching();
        var first = ServerRecords.firstEndingFrom(touching, updated - SLACK);
        return touching.stream().skip(first).limit(8).anyMatch(other -> other.covers(updated, Footprint.SECOND, SLACK));
    }

    static void launched(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var launched = capture.launched();
        if (launched == null || !footprint.effects().launched()) {
            return;
        }
        if (footprint.covers(launched, Footprint.SECOND, SLACK)) {
            var text = "The launch time, %s, lies inside %s.".formatted(Times.at(launched), footprint.name());
            evidence.add(new Evidence("launched", 8, text));
        } else if (launched < footprint.start() && footprint.end() < capture.time() && !footprint.failed()) {
            var text = "The launch time, %s, is older than %s, which sets it."
                    .formatted(Times.at(launched), footprint.name());
            evidence.add(new Evidence("launched", -4, text));
        }
    }

    private static void taskState(Capture capture, Footprint footprint, boolean inside, List<Evidence> evidence) {
        if (inside && footprint.effects().namesTask(capture.taskState())) {
            var text = "The task state is %s, which %s sets.".formatted(capture.taskState(), footprint.name());
            evidence.add(new Evidence("task_state", 6, text));
        }
    }

    private static void relation(Facet facet, List<Evidence> evidence) {
        var related = facet.paths().stream().anyMatch(path -> path.startsWith("/relations/"));
        if (related && facet.paths().size() > 1) {
            evidence.add(new Evidence("relation", 2, "The relation to the volume changed with it."));
        }
    }
}
