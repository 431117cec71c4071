package io.changetrail.correlation;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Weighs how long after an action a capture came, by RMS's clock and by Nova's inside the items. */
final class Delay {

    private static final long SLACK = 2 * Footprint.SECOND;
    private static final double NEIGHBOUR_SECONDS = 60;

    private final ServerRecords records;
    private final Model model;
    private final Reach reach;
    private final Map<Capture, Double> nearby = new IdentityHashMap<>();

    Delay(ServerRecords records, Model model) {
        this.records = records;
        this.model = model;
        this.reach = new Reach(records.footprints());
    }

    void lag(Capture capture, Family family, Footprint footprint, boolean inside, List<Evidence> evidence) {
        var seconds = (capture.time() - footprint.end()) / 1_000.0;
        var bits = LagDensity.log2(model.lag().at(seconds) / outside(capture, family));
        if (inside) {
            evidence.add(new Evidence("lag", Math.max(bits, model.bits(Clue.AT_WORK)), atWork(capture, footprint)));
        } else {
            evidence.add(new Evidence("lag", bits, distance(capture, footprint, seconds)));
        }
    }

    /** How often the family changes without any action at that time, per second: what people do by other ways they do in bursts too. */
    private double outside(Capture capture, Family family) {
        return model.outside(family, near(capture));
    }

    /** How dense actions are around that time, per second. */
    double near(Capture capture) {
        return nearby.computeIfAbsent(capture, this::nearby);
    }

    private double nearby(Capture capture) {
        var density = model.lag();
        var sum = 0.0;
        for (var place : reach.places(capture)) {
            var lag = (capture.time() - records.footprints().get(place).end()) / 1_000.0;
            sum += (density.at(lag - NEIGHBOUR_SECONDS) + density.at(lag) + density.at(lag + NEIGHBOUR_SECONDS)) / 3;
        }
        return sum;
    }

    private static Sentence distance(Capture capture, Footprint footprint, double seconds) {
        return Sentence.of(
                "%s came %s %s %s.",
                subject(capture),
                Times.length(Math.abs(seconds)),
                seconds >= 0 ? "after" : "before",
                footprint.open() ? "the last that is recorded of " + footprint.name() : footprint.name() + " ended");
    }

    private static Sentence atWork(Capture capture, Footprint footprint) {
        var when = capture.time() < footprint.start()
                ? "within 2 s before the start of %s."
                : footprint.open() ? "after the start of %s, of which no end is recorded." : "while %s was at work.";
        return Sentence.of("%s came " + when, subject(capture), footprint.name());
    }

    /** Where Nova's {@code updated} is later than the capture, RMS's clock is behind and Nova's counts. */
    private static Object subject(Capture capture) {
        return capture.time() > capture.item().captureTime().toEpochMilli()
                ? Sentence.of("RMS's clock is behind Nova's updated, %s; by that the capture", Times.at(capture.time()))
                : "The capture";
    }

    /** Nova saves what stays at the end of an action; only create fills in the server step by step. */
    void early(Capture capture, Family family, Footprint footprint, List<Evidence> evidence) {
        var seconds = (capture.time() - footprint.end()) / 1_000.0;
        var length = (footprint.latestEnd() - footprint.start()) / 1_000.0;
        var share = "create".equals(footprint.name()) ? 1 : model.early();
        var density = Math.max(
                share / (length + 5), footprint.open() ? 0 : model.lag().at(seconds));
        evidence.add(
                new Evidence("lag", LagDensity.log2(density / outside(capture, family)), atWork(capture, footprint)));
    }

    /** Nova's own clock, so that neither RMS's delay nor its clock blurs it. */
    void takenBefore(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var unseen = capture.unseen();
        if (unseen != null
                && !footprint.effects().touches()
                && unseen.index() != footprint.index()
                && footprint.end() > unseen.end() + SLACK) {
            evidence.add(model.evidence(
                    Clue.CAPTURED_BEFORE,
                    Sentence.of(
                            "The item does not show yet that %s moved Nova's updated by its end at %s, and %s ended later.",
                            unseen.name(), Times.at(unseen.end()), footprint.name())));
        }
    }

    void seenBefore(Capture capture, Footprint footprint, List<Evidence> evidence) {
        var previous = capture.previous();
        var shown = capture.shownBefore();
        if (shown != null && footprint.latestEnd() < shown - SLACK) {
            evidence.add(model.evidence(
                    Clue.SHOWN_BEFORE,
                    Sentence.of(
                            "%s ended before Nova's updated of an earlier item, %s, which did not show the change.",
                            footprint.name(), Times.at(shown))));
        } else if (previous != null && footprint.latestEnd() < previous - 5 * Footprint.SECOND) {
            evidence.add(model.evidence(
                    Clue.CAPTURED_SINCE,
                    Sentence.of(
                            "%s had ended %s before the capture at %s, which did not show it.",
                            footprint.name(),
                            Times.length((previous - footprint.latestEnd()) / 1_000.0),
                            Times.at(previous))));
        }
    }
}
