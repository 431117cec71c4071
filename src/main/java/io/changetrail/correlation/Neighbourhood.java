package io.changetrail.correlation;

import java.util.List;
import java.util.Objects;

/**
 * What records that changed within one stretch of time can have changed: the captures and actions to be judged anew. It is
 * bounded by how far a capture and an action can be apart, whether by what the records say now or by what they said before.
 */
final class Neighbourhood {

    /** How much of the past and of the future is enough, unless many changes hang together. */
    private static final long ENOUGH = 3 * Reach.HORIZON;

    private final ServerRecords records;
    private final Span loaded;
    private final Span changed;
    private final Span seen;
    private final long shownBefore;
    private final Explanation explanation;
    private final Span captures;
    private final List<Footprint> actions;

    /**
     * @param loaded holds all records given
     * @param changed holds all times of the changed records, those of before the change too
     */
    Neighbourhood(ServerRecords records, Model model, Span loaded, Span changed) {
        this.records = records;
        this.loaded = loaded;
        this.changed = changed;
        this.seen =
                loaded.plus(-(Reach.HORIZON + Chain.MASKED_WITHIN + Reach.SKEW), -(Chain.MASKED_WITHIN + Reach.SKEW));
        this.shownBefore = shownBefore();
        this.explanation = new Explanation(records, model, seen);
        this.captures = near();
        this.actions = records.footprints().stream().filter(this::mayDiffer).toList();
    }

    /** What to load of the server for such a change, by the number of times that less was not enough. */
    static Span around(Span changed, int attempt) {
        var length = ENOUGH << attempt;
        return changed.plus(length, length);
    }

    /** Whether nothing that was not loaded can matter. */
    boolean isComplete() {
        return loaded.contains(changed.from())
                && loaded.contains(changed.to())
                && seen.contains(captures.from())
                && seen.contains(captures.to())
                && shownBefore >= loaded.from()
                && explanation.blocks().stream()
                        .filter(block -> block.times().meets(captures))
                        .allMatch(this::isComplete)
                && actions.stream().allMatch(this::isComplete);
    }

    Explanation explanation() {
        return explanation;
    }

    /** When the items were captured that are to be judged anew. */
    Span captures() {
        return captures;
    }

    /** The actions to be judged anew. */
    List<Footprint> actions() {
        return actions;
    }

    /** Captures that have a changed action among their candidates, or one that is masked by a change, and what hangs on them. */
    private Span near() {
        var direct = changed;
        for (var footprint : records.footprints()) {
            if (changed.plus(Chain.MASKED_WITHIN, Chain.MASKED_WITHIN).contains(footprint.end())) {
                direct = direct.with(footprint.start()).with(footprint.end());
            }
        }
        direct = direct.plus(Reach.SKEW, Reach.HORIZON + Reach.SKEW);
        var candidates = direct.plus(Reach.HORIZON, Reach.SKEW);
        var halves = changed.plus(Siblings.FAR, Siblings.FAR);
        var all = direct;
        for (var block : explanation.blocks()) {
            var ends = block.ends();
            if (block.times().meets(direct)
                    || (ends != null && ends.meets(candidates))
                    || (block.family().isSet() && block.times().meets(halves))) {
                all = all.with(block.times().from()).with(block.times().to());
            }
        }
        return all;
    }

    /** Actions that cover such a capture, and those that fail silently and are not shown before the change. */
    private boolean mayDiffer(Footprint footprint) {
        return (footprint.end() >= captures.from() - Reach.HORIZON && footprint.start() <= captures.to() + Reach.SKEW)
                || (footprint.action().canFailSilently()
                        && footprint.end() <= captures.to()
                        && footprint.end() - ActionClasses.SLACK > shownBefore);
    }

    /** The latest {@code updated} of any capture before the change. */
    private long shownBefore() {
        return records.captures(new Span(loaded.from(), changed.from() - 1)).stream()
                .map(Capture::updated)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(Span.EVER.from());
    }

    /** No facet that was not seen can belong to the block. */
    private boolean isComplete(Block block) {
        var ends = block.ends();
        var near = new Span(seen.from() + Siblings.FAR, seen.to() - Siblings.FAR);
        return (ends == null || (ends.from() > seen.from() + Reach.SKEW && ends.to() < seen.to() - Reach.HORIZON))
                && block.facets().stream()
                        .filter(facet -> Siblings.isHalf(facet.open()))
                        .allMatch(facet -> near.contains(facet.time()));
    }

    /** Every action and every capture on which the class of the action depends was loaded. */
    private boolean isComplete(Footprint footprint) {
        var end = footprint.end();
        return footprint.start() >= loaded.from()
                && (end - ActionClasses.MASKED_WITHIN >= loaded.from() || isCaptured(loaded.from(), end))
                && (end + ActionClasses.MASKED_WITHIN <= loaded.to() || isCaptured(end, loaded.to()))
                && (loaded.to() == Span.EVER.to()
                        || !footprint.action().canFailSilently()
                        || footprint.open()
                        || records.firstUpdatedFrom(end - ActionClasses.SLACK) != null);
    }

    /** Then no action that ended by the one time can mask one that ended at the other. */
    private boolean isCaptured(long since, long until) {
        return records.capturedBetween(since + Footprint.SECOND, until);
    }
}
