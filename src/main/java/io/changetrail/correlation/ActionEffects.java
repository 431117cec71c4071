package io.changetrail.correlation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the actions of one name can do to a server: a row of {@code effects.json}, or what was learned of a name without one.
 *
 * @param known false for a name that the table does not have, such as a vendor's
 * @param seen how many actions of an unknown name were learned from
 * @param changes what can stay changed, by family
 * @param taskStates beginnings of the task states shown while it runs
 * @param runningStatuses statuses shown only while it runs
 * @param touches whether it moves Nova's {@code updated}
 * @param quiet whether it is sure not to; neither, for a name of which too little is known
 * @param launched whether the launch time becomes that of its finish
 */
record ActionEffects(
        boolean known,
        int seen,
        Map<Family, Change> changes,
        List<String> taskStates,
        List<String> runningStatuses,
        boolean touches,
        boolean quiet,
        boolean launched) {

    /**
     * How an action changes a family.
     *
     * @param visibility probability that a success of it is seen in a later capture
     * @param targets values it can leave behind, by property; a property without an entry can take any value
     * @param values bits for each value an unknown name was seen to leave behind, by property; {@code ""} for all others
     */
    record Change(double visibility, Map<String, List<String>> targets, Map<String, Map<String, Double>> values) {

        double bits(String property, @Nullable String value) {
            var known = values.getOrDefault(property, Map.of());
            return known.getOrDefault(String.valueOf(value), known.getOrDefault("", 0.0));
        }

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
