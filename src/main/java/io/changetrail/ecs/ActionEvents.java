package io.changetrail.ecs;

import io.changetrail.cloud.CloudTimestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the {@code events} of an action's document. */
final class ActionEvents {

    private ActionEvents() {}

    /** Newest first as Nova lists them; null if the document has none to show, which is not the same as an empty list. */
    static @Nullable List<ActionEvent> of(JsonNode document) {
        var events = document.path("events");
        if (!events.isArray()) {
            return null;
        }
        var read = new ArrayList<ActionEvent>();
        for (var event : events) {
            read.add(new ActionEvent(
                    event.path("event").asString(""),
                    time(event.path("start_time")),
                    time(event.path("finish_time")),
                    event.path("result").asString(null),
                    event.path("traceback").asString(null)));
        }
        return read;
    }

    /** The last finish; null while none has finished. */
    static @Nullable Instant finish(List<ActionEvent> events) {
        return events.stream()
                .map(ActionEvent::finishTime)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable Instant time(JsonNode value) {
        try {
            return value.isString() ? CloudTimestamps.parse(value.stringValue()) : null;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
