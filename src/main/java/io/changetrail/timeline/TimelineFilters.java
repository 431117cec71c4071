package io.changetrail.timeline;

import org.jspecify.annotations.Nullable;

/**
 * The filters of a timeline, null where there is none; they all have to accept an entry.
 *
 * @param action Nova's name; of an action or of the cause of a change, like {@code userId} and {@code requestId}
 * @param outcome lower case; lets only actions through
 * @param status of a history item; lets only changes through, like {@code attribution} and {@code path}
 * @param path prefixes of changed diff keys
 * @param effect lower case; lets only actions through
 * @param server ids of servers to leave out; servers to show are the scope's business
 */
public record TimelineFilters(
        @Nullable Choice action,
        @Nullable Choice userId,
        @Nullable Choice requestId,
        @Nullable Choice outcome,
        @Nullable Choice status,
        @Nullable Choice attribution,
        @Nullable Choice path,
        @Nullable Choice server,
        @Nullable Choice effect) {

    public static final TimelineFilters NONE =
            new TimelineFilters(null, null, null, null, null, null, null, null, null);

    boolean admit(Kind kind) {
        return switch (kind) {
            case ACTION -> status == null && attribution == null && path == null;
            case CHANGE -> outcome == null && effect == null;
        };
    }

    /** Whether some filter can only be decided on the finished entry, because its answer depends on the time of asking. */
    boolean dependOnTheEntry() {
        return outcome != null || effect != null || attribution != null || path != null;
    }

    boolean accept(TimelineEntry entry) {
        var action = entry.action();
        var change = entry.change();
        return (outcome == null || (action != null && outcome.accepts(action.outcome())))
                && (effect == null || (action != null && effect.accepts(action.effect())))
                && (attribution == null || (change != null && attribution.accepts(change.attribution())))
                && (path == null || (change != null && acceptsPaths(path, change)));
    }

    /** Lets only residuals of one side through. */
    static TimelineFilters residuals(Kind side, @Nullable Choice server) {
        var open = new Choice(Residual.classes(side), false);
        return new TimelineFilters(
                null,
                null,
                null,
                null,
                null,
                side == Kind.CHANGE ? open : null,
                null,
                server,
                side == Kind.ACTION ? open : null);
    }

    private static boolean acceptsPaths(Choice path, TimelineEntry.Change change) {
        var matches = change.diff().keySet().stream()
                .anyMatch(key -> path.values().stream().anyMatch(key::startsWith));
        return matches != path.excluded();
    }
}
