package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Explains the captures of one stretch of time; facets that can influence each other are explained together. */
final class Explanation {

    private final ServerRecords records;
    private final Choice choice;
    private final FirstSight firstSight;
    private final Map<Family, Chain> chains = new EnumMap<>(Family.class);
    private final List<Block> blocks = new ArrayList<>();

    /** @param seen captures of it are weighed */
    Explanation(ServerRecords records, Model model, Span seen) {
        this.records = records;
        var weighing = new Weighing(records, model);
        this.choice = new Choice(records, weighing);
        this.firstSight = new FirstSight(records, weighing);
        var open = new EnumMap<Family, List<Verdict>>(Family.class);
        for (var capture : records.captures(seen)) {
            for (var facet : capture.facets()) {
                if (facet.family().exclusive()) {
                    open.computeIfAbsent(facet.family(), family -> new ArrayList<>())
                            .add(Verdict.none(capture, facet));
                }
            }
        }
        open.forEach((family, verdicts) -> {
            var chain = new Chain(family, records, weighing);
            chains.put(family, chain);
            blocks.addAll(chain.blocks(verdicts));
        });
    }

    List<Block> blocks() {
        return blocks;
    }

    /** By the id of the item. */
    Map<UUID, List<Verdict>> of(Span span) {
        var verdicts = new ArrayList<Verdict>();
        for (var capture : records.captures(span)) {
            if (capture.item().isFirst()) {
                verdicts.add(firstSight.explain(capture));
            }
            for (var facet : capture.facets()) {
                if (!facet.family().exclusive()) {
                    verdicts.add(
                            Choice.FAMILIES.contains(facet.family())
                                    ? choice.explain(capture, facet)
                                    : Verdict.none(capture, facet));
                }
            }
        }
        for (var block : blocks) {
            if (block.times().meets(span)) {
                verdicts.addAll(
                        Objects.requireNonNull(chains.get(block.family())).explain(block));
            }
        }
        return verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.capture().item().id()));
    }
}
