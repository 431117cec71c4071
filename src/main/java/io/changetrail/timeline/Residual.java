package io.changetrail.timeline;

import java.util.Set;

/**
 * A change without a known action, or an action without a visible effect.
 *
 * @param reason the change's attribution or the action's effect
 */
public record Residual(TimelineEntry entry, String reason) {

    /** What makes an entry of that side a residual; what is pending or unobservable is none. */
    static Set<String> classes(Kind side) {
        return switch (side) {
            case CHANGE -> Set.of("unattributed", "external", "partial", "ambiguous");
            case ACTION -> Set.of("none_unexpected", "none_expected", "masked", "failed");
        };
    }

    public static Residual of(TimelineEntry entry) {
        var change = entry.change();
        var action = entry.action();
        return new Residual(entry, change != null ? change.attribution() : action == null ? "" : action.effect());
    }
}
