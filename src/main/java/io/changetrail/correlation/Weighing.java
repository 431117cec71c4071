package io.changetrail.correlation;

import io.changetrail.ecs.ActionEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what speaks for and against one action as the writer of one facet, in bits, each with a sentence to check. */
final class Weighing {

    private static final long SLACK = 2 * Footprint.SECOND;

    private final Model model;
    private final Reach touching;
    private final Delay delay;

    Weighing(ServerRecords records, Model model) {
        this.model = model;
        this.touching = new Reach(records.touching());
        this.delay = new Delay(records, model);
    }

    Model model() {
        return model;
    }

    Delay delay() {
        return delay;
    }

    /** The evidence, or null if the action cannot have written the facet. */
    @Nullable
    Candidate candidate(Capture capture, Facet facet, Footprint footprint) {
        var change = footprint.effects().change(facet.family());
        if (change == null || !Reach.covers(capture, footprint)) {
            return null;
        }
        var inside = footprint.working(capture.time());
        if (!reaches(facet, footprint, change)) {
            return null;
        }
        var evidence = new ArrayList<Evidence>();
        effect(facet, footprint, change, evidence);
        result(footprint, evidence);
        if (inside) {
            delay.early(capture, facet.family(), footprint, evidence);
        } else {
            delay.lag(capture, facet.family(), footprint, false, evidence);
            delay.seenBefore(capture, footprint, evidence);
            delay.takenBefore(capture, footprint, evidence);
            updated(capture, footprint, evidence);
            if (change.visibility() > Share.CAUSE) {
                launched(capture, footprint, evidence);
            }
        }
        relation(facet, evidence);
        return new Candidate(footprint, inside || "create".equals(footprint.name()), List.copyOf(evidence));
    }

    private static boolean reaches(Facet facet, Footprint footprint, ActionEffects.Change change) {
        if (footprint.failed() && fails(facet)) {
            return true;
        }
        for (var value : facet.values().entrySet()) {
            if (!change.allows(value.getKey(), value.getValue().after())) {
                return false;
            }
        }
        return true;
    }

    static boolean fails(Facet facet) {
        for (var value : facet.values().values()) {
            if ("error".equalsIgnoreCase(value.after())) {
                return true;
            }
        }
        return false;
    }

    private void effect(Facet facet, Footprint footprint, ActionEffects.Change change, List<Evidence> evidence) {
        var bits = LagDensity.log2(change.visibility());
        if (!footprint.effects().known()) {
            evidence.add(learned(facet, footprint, change));
            return;
        }
        var target = target(facet);
        var text = target == null
                ? Sentence.of("%s changes %s.", footprint.name(), facet.family().words())
                : Sentence.of(
                        "%s changes %s; the new value is %s.",
                        footprint.name(), facet.family().words(), target);
        evidence.add(new Evidence("effect", target == null ? bits : bits + model.bits(Clue.TARGET), text));
    }

    /** What an action without a row in the table may have done, by what others of its name were seen to change. */
    static Evidence learned(Facet facet, Footprint footprint, ActionEffects.Change change) {
        var bits = LagDensity.log2(change.visibility());
        for (var value : facet.values().entrySet()) {
            bits += change.bits(value.getKey(), value.getValue().after());
        }
        var seen = footprint.effects().seen();
        if (seen == 0) {
            return new Evidence("effect", bits, "What " + footprint.name() + " changes is not known.");
        }
        return new Evidence(
                "effect",
                bits,
                Sentence.of(
                        "By the %s %s seen so far, about %s % of such actions can be expected to change %s.",
                        seen,
                        footprint.name(),
                        Math.round(100 * change.visibility()),
                        facet.family().words()));
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

    private void result(Footprint footprint, List<Evidence> evidence) {
        if (footprint.failed()) {
            evidence.add(model.evidence(Clue.FAILED, Sentence.of("%s ended in Error.", footprint.name())));
        } else if (footprint.open()) {
            evidence.add(model.evidence(Clue.OPEN, Sentence.of("No end of %s is recorded.", footprint.name())));
        }
    }

    /** Nova's {@code updated} travels inside the item, so RMS's delay does not blur it. */
    void updated(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var updated = capture.updated();
        if (updated == null || footprint.effects().quiet()) {
            return;
        }
        var event = footprint.eventEndingAt(updated, SLACK);
        if (event != null) {
            evidence.add(near(updated, event));
        } else if (footprint.covers(updated, Footprint.SECOND, SLACK)) {
            evidence.add(model.evidence(Clue.UPDATED_WITHIN, lies("Nova's updated", updated, footprint)));
        } else if (footprint.effects().touches() && updated < footprint.start()) {
            var text = Sentence.of(
                    "Nova's updated, %s, is older than the start of %s.", Times.at(updated), footprint.name());
            evidence.add(model.evidence(Clue.UPDATED_BEFORE, text));
        } else if (footprint.effects().touches() && !touching.anyAt(updated)) {
            var text = Sentence.of(
                    "Nova's updated, %s, is newer than the end of %s, and no other action known to move it explains that.",
                    Times.at(updated), footprint.name());
            evidence.add(model.evidence(Clue.UPDATED_AFTER, text));
        }
    }

    /** An action at work saves each new task state, which moves {@code updated}. */
    void updatedAtWork(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var updated = capture.updated();
        if (updated == null || !footprint.effects().touches()) {
            return;
        }
        if (updated < footprint.start()) {
            updated(capture, footprint, evidence);
        } else {
            evidence.add(model.evidence(Clue.UPDATED_AT_WORK, lies("Nova's updated", updated, footprint)));
        }
    }

    private Evidence near(long updated, ActionEvent event) {
        var text = Sentence.of("Nova's updated, %s, is within 2 s of the end of %s.", Times.at(updated), event.event());
        return model.evidence(Clue.UPDATED_AT_END, text);
    }

    /** Nova keeps whole seconds, of which one may be cut off. */
    private static Sentence lies(String what, long time, Footprint footprint) {
        var inside = time >= footprint.start() && time <= footprint.latestEnd();
        return Sentence.of(
                inside ? "%s, %s, lies inside %s." : "%s, %s, lies within 2 s of %s.",
                what,
                Times.at(time),
                footprint.name());
    }

    void launched(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var launched = capture.launched();
        if (launched == null || !footprint.effects().launched()) {
            return;
        }
        var event = footprint.eventEndingAt(launched, SLACK);
        if (event != null) {
            var text = Sentence.of(
                    "The launch time, %s, is within 2 s of the end of %s.", Times.at(launched), event.event());
            evidence.add(model.evidence(Clue.LAUNCHED_AT_END, text));
        } else if (footprint.covers(launched, 0, SLACK)) {
            evidence.add(model.evidence(Clue.LAUNCHED_WITHIN, lies("The launch time", launched, footprint)));
        } else if (launched < footprint.start() && footprint.end() < capture.time() && !footprint.failed()) {
            var text = Sentence.of(
                    "The launch time, %s, is older than the start of %s, which sets it.",
                    Times.at(launched), footprint.name());
            evidence.add(model.evidence(Clue.LAUNCHED_BEFORE, text));
        }
    }

    private void relation(Facet facet, List<Evidence> evidence) {
        var related = facet.paths().stream().anyMatch(path -> path.startsWith("/relations/"));
        if (related && facet.paths().size() > 1) {
            evidence.add(model.evidence(Clue.RELATION, "The relation to the volume changed with it."));
        }
    }
}
