package io.changetrail.timeline;

import io.changetrail.rms.ResourceHistory;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Collects what changed servers stood in a relation to, as their history items name it. */
@Component
public final class RelatedResources {

    private final ResourceHistory history;

    RelatedResources(ResourceHistory history) {
        this.history = history;
    }

    /** Without repetition, by type and id; only bare ids, since other services have scopes of their own. */
    public List<Related> of(Collection<TimelineEntry> entries) {
        var changes = entries.stream().filter(entry -> entry.change() != null).toList();
        var servers = changes.stream().map(TimelineEntry::serverId).distinct().toList();
        return history.find(servers, changes.stream().map(TimelineEntry::id).toList()).stream()
                .flatMap(item -> relations(item.document()))
                .distinct()
                .sorted(Comparator.comparing(Related::type).thenComparing(Related::id))
                .toList();
    }

    private static Stream<Related> relations(JsonNode item) {
        return item.path("relations")
                .valueStream()
                .map(relation -> new Related(
                        relation.path("to_resource_type").asString(""),
                        relation.path("to_resource_id").asString("")))
                .filter(related -> !related.id().isEmpty());
    }

    /** One end of a relation, such as a volume. */
    public record Related(String type, String id) {}
}
