package io.changetrail.correlation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads off the links of one server, made by a model, what they say of that model's constants. */
final class ServerTally {

    private final ServerRecords records;
    private final Model model;
    private final Weighing weighing;
    private final ModelCounts counts;
    private final Map<Family, double[]> seen = new EnumMap<>(Family.class);

    /** A server without items or actions teaches nothing. */
    static void count(KindLearning.Server server, EffectTable table, ModelCounts counts) {
        var records = ServerRecords.of(server.actions(), server.items(), table);
        if (!records.captures().isEmpty() && !records.footprints().isEmpty()) {
            new ServerTally(records, table.model(), counts).count();
        }
    }

    private ServerTally(ServerRecords records, Model model, ModelCounts counts) {
        this.records = records;
        this.model = model;
        this.weighing = new Weighing(records, model);
        this.counts = counts;
    }

    private void count() {
        counts.server(
                records.captures().getLast().time()
                        - records.captures().getFirst().time(),
                records.footprints().stream().filter(this::observed).count());
        var verdicts = new Explanation(records, model, Span.EVER).of(Span.EVER);
        for (var capture : records.captures()) {
            if (!capture.item().isFirst()) {
                count(capture, verdicts.getOrDefault(capture.item().id(), List.of()));
            }
        }
        for (var family : Family.values()) {
            if (family.exclusive()) {
                tried(family);
            }
        }
    }

    private void count(Capture capture, List<Verdict> verdicts) {
        var written = new TreeMap<Integer, Double>();
        for (var verdict : verdicts) {
            var family = verdict.facet().family();
            var nobody = 1.0;
            for (var judged : verdict.judged()) {
                nobody -= judged.score();
                var footprint = judged.candidate().footprint();
                if (family.exclusive()) {
                    seen(family)[footprint.index()] += judged.score();
                    if (!judged.candidate().repeatable() && !footprint.open()) {
                        written.merge(footprint.index(), judged.score(), Math::max);
                    }
                }
            }
            var near = weighing.delay().near(capture);
            var atAll = model.outside(family, near);
            counts.of(family).unexplained(Math.max(nobody, 0), 1 - model.outside(family, 0) / atAll);
        }
        written.forEach((index, score) -> counts.lags()
                .add((capture.time() - records.footprints().get(index).end()) / 1_000.0, score));
    }

    /** An action that no capture shows may have been overwritten, or have done nothing: as likely as the model says. */
    private void tried(Family family) {
        var chain = new Chain(family, records, weighing);
        for (var i = 0; i < chain.writers().size(); i++) {
            var writer = chain.writers().get(i);
            if (observed(writer) && !writer.open() && isUsual(family, writer)) {
                var probability = chain.visibility(writer);
                var masked = chain.masked(i);
                var shown = Math.min(1, seen(family)[writer.index()]);
                var visible = shown + (1 - shown) * probability * masked / (1 - probability * (1 - masked));
                if (writer.failed()) {
                    counts.failed(model.habit(family).visible(), visible);
                } else {
                    counts.of(family).tried(visible);
                }
            }
        }
    }

    private boolean isUsual(Family family, Footprint writer) {
        var change = writer.effects().change(family);
        return writer.effects().known()
                && change != null
                && change.visibility() == model.habit(family).visible();
    }

    /** Between the first and the last capture, so that its work could be seen. */
    private boolean observed(Footprint footprint) {
        return footprint.start() >= records.captures().getFirst().time()
                && footprint.end() <= records.captures().getLast().time();
    }

    private double[] seen(Family family) {
        return seen.computeIfAbsent(
                family, one -> new double[records.footprints().size()]);
    }
}
