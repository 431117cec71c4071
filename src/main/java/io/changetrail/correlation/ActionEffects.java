package io.changetrail.correlation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the actions of one name can do to a server: a row of {@code effects.json}.
 *
 * @param known false for a name that the table does not have, such as a vendor's
 * @param changes what can stay changed, by family
 * @param taskStates beginnings of the task states shown while it runs
 * @param runningStatuses statuses shown only while it runs
 * @param touches whether it moves Nova's {@code updated}
 * @param launched whether the launch time becomes that of its finish
 */
record ActionEffects(
        boolean known,
        Map<Family, Change> changes,
        List<String> taskStates,
        List<String> runningStatuses,
        boolean touches,
        boolean launched) {

    /**
     * How an action changes a family.
     *
     * @param visibility probability that a success of it is seen in a later capture
     * @param targets values it can leave behind, by property; a property without an entry can take any value
     */
    record Change(double visibility, Map<String, List<String>> targets) {

        boolean allows(String property, @Nullable String value) {
            var allowed = targets.get(property);
            return allowed == null || allowed.isEmpty() || (value != null && allowed.contains(value));
        }
    }

    @Nullable
    Change change(Family family) {
        return changes.get(family);
    }

    boolean namesTask(@Nullable String taskState) {
        return taskState != null && taskStates.stream().anyMatch(taskState::startsWith);
    }

    boolean hasRunningState() {
        return !known || !taskStates.isEmpty() || !runningStatuses.isEmpty();
    }

    /** Whether a success should leave something behind that a capture shows. */
    boolean lasting() {
        return known && changes.values().stream().anyMatch(change -> change.visibility() > 0.5);
    }
}
