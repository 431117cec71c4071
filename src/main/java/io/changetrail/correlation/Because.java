package io.changetrail.correlation;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a resource was correlated anew.
 *
 * @param projectId the resource's; empty if nothing is recorded of it
 * @param text names the record that was stored last; null if there is none
 */
record Because(String projectId, @Nullable String text) {

    static Because of(Window window) {
        var recorded = Stream.concat(
                window.actions().stream()
                        .map(action -> new Recorded(
                                action.recordedAt(),
                                action.id(),
                                action.projectId(),
                                Sentence.of("%s of %s recorded", action.action(), action.requestId()))),
                window.items().stream()
                        .map(item -> new Recorded(
                                item.recordedAt(),
                                item.id(),
                                item.projectId(),
                                Sentence.of("change %s recorded", item.id()))));
        return recorded.max(Comparator.comparing(Recorded::at).thenComparing(Recorded::id))
                .map(last -> new Because(last.projectId(), last.text().toString()))
                .orElse(new Because("", null));
    }

    private record Recorded(Instant at, UUID id, String projectId, Sentence text) {}
}
