package io.changetrail.timeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An entry as Grafana draws it.
 *
 * @param time Unix milliseconds, as is the end, which is the same for what has none
 * @param tags joined by commas
 */
public record Annotation(long time, @JsonProperty("timeEnd") long timeEnd, String title, String text, String tags) {

    public static Annotation of(TimelineEntry entry) {
        var action = entry.action();
        var change = entry.change();
        var end = action == null ? entry.time() : Objects.requireNonNullElse(action.finishTime(), entry.time());
        List<String> tags = new ArrayList<>(List.of(entry.kind()));
        if (action != null) {
            tags.addAll(List.of(action.action(), action.outcome()));
        }
        if (change != null) {
            tags.add(change.attribution());
        }
        return new Annotation(
                entry.time().toEpochMilli(),
                end.toEpochMilli(),
                entry.summary(),
                Objects.requireNonNullElse(entry.serverName(), entry.serverId()),
                String.join(",", tags));
    }
}
