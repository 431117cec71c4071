package io.changetrail.ecs;

import io.changetrail.inventory.SeenState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the creates and resizes whose events all read {@code Success} while the server went to ERROR ({@code upstream.md} 1.6). */
final class SilentFailures {

    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private SilentFailures() {}

    /**
     * Says of each action whether the first list row after its finish, and before the next action, showed ERROR.
     *
     * @param oldestFirst all actions of one server
     * @param stored what is known of them; tells the finish of those whose events were not read again
     * @param seen its list rows, oldest first
     */
    static List<Judged> judge(List<ReadAction> oldestFirst, Map<UUID, StoredAction> stored, List<SeenState> seen) {
        var judged = new ArrayList<Judged>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            var action = oldestFirst.get(i);
            var next = i + 1 < oldestFirst.size()
                    ? oldestFirst.get(i + 1).place().row().startTime()
                    : null;
            judged.add(new Judged(action, errorAfter(finish(action, stored.get(action.id())), next, seen)));
        }
        return judged;
    }

    private static boolean errorAfter(@Nullable Instant finish, @Nullable Instant next, List<SeenState> seen) {
        if (finish == null) {
            return false;
        }
        return seen.stream()
                .filter(state -> !state.updated().isBefore(finish.minus(ROUNDING)))
                .filter(state -> next == null || state.updated().isBefore(next))
                .findFirst()
                .filter(state -> state.status().equals("ERROR"))
                .isPresent();
    }

    private static @Nullable Instant finish(ReadAction action, @Nullable StoredAction stored) {
        var events = ActionEvents.of(action.best().document());
        if (events != null) {
            return ActionEvents.finish(events);
        }
        return stored == null ? null : stored.finishTime();
    }

    /** An action and whether the server was seen in ERROR because of it. */
    record Judged(ReadAction action, boolean serverErrorSeen) {}
}
