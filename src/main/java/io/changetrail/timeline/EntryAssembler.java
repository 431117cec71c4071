package io.changetrail.timeline;

import io.changetrail.correlation.Link;
import io.changetrail.ecs.ActionEvent;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.PropertyChange;
import io.changetrail.timeline.TimelineEntry.Action;
import io.changetrail.timeline.TimelineEntry.Actor;
import io.changetrail.timeline.TimelineEntry.Cause;
import io.changetrail.timeline.TimelineEntry.Change;
import io.changetrail.timeline.TimelineEntry.Difference;
import io.changetrail.timeline.TimelineEntry.Event;
import io.changetrail.timeline.TimelineEntry.Occurred;
import io.changetrail.timeline.TimelineEntry.Result;
import io.changetrail.timeline.TimelineEntry.Rival;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** Makes the entries of one page out of its records, without any further reading. */
final class EntryAssembler {

    private static final Comparator<Link> BEST_FIRST =
            Comparator.comparingDouble(Link::score).reversed().thenComparing(Link::requestId);

    private final PageRecords records;
    private final Watermarks watermarks;
    private final Disclosure disclosure;

    EntryAssembler(PageRecords records, Watermarks watermarks, Disclosure disclosure) {
        this.records = records;
        this.watermarks = watermarks;
        this.disclosure = disclosure;
    }

    /** Empty if the record went between the reading of the key and that of the record. */
    Optional<TimelineEntry> entry(TimelineKey key) {
        var id = key.position().id();
        return switch (key.kind()) {
            case ACTION -> Optional.ofNullable(records.actions().get(id)).map(this::entry);
            case CHANGE -> Optional.ofNullable(records.items().get(id)).map(this::entry);
        };
    }

    private TimelineEntry entry(HistoryItem item) {
        var links = records.linksOfChange(item.id());
        return new TimelineEntry(
                item.id(),
                Kind.CHANGE.toString(),
                item.captureTime(),
                item.recordedAt(),
                item.resourceId(),
                records.serverName(item.resourceId()),
                item.projectId(),
                Summary.of(item),
                change(item, links),
                null,
                disclosure.raw() ? item.document() : null);
    }

    private Change change(HistoryItem item, List<Link> links) {
        var known = records.changeClasses().get(item.id());
        var causes = links.stream().filter(Link::cause).sorted(BEST_FIRST).toList();
        var rivals = links.stream().filter(link -> !link.cause()).sorted(BEST_FIRST);
        return new Change(
                item.resourceId(),
                item.resourceType(),
                item.status(),
                item.captureTime(),
                item.updated(),
                new Occurred(item.predecessorCapture(), item.captureTime(), known == null ? null : known.best()),
                watermarks.attribution(item, known, !causes.isEmpty()),
                watermarks.provisional(item.projectId(), item.captureTime(), item.recordedAt()),
                differences(item.diff()),
                causes.stream().map(this::cause).toList(),
                rivals.map(this::rival).toList());
    }

    static Map<String, Difference> differences(Map<String, PropertyChange> diff) {
        var differences = new LinkedHashMap<String, Difference>();
        diff.forEach((path, change) -> differences.put(path, new Difference(change.before(), change.after())));
        return differences;
    }

    private Cause cause(Link link) {
        var action = records.actions().get(link.actionId());
        return new Cause(
                link.requestId(),
                link.actionId(),
                action == null ? null : action.action(),
                action == null ? null : action.userId(),
                link.score(),
                link.paths(),
                link.evidence());
    }

    private Rival rival(Link link) {
        var action = records.actions().get(link.actionId());
        return new Rival(link.requestId(), action == null ? null : action.action(), link.score(), link.reason());
    }

    private TimelineEntry entry(InstanceAction action) {
        return new TimelineEntry(
                action.id(),
                Kind.ACTION.toString(),
                action.startTime(),
                action.recordedAt(),
                action.serverId(),
                records.serverName(action.serverId()),
                action.projectId(),
                Summary.of(
                        action,
                        watermarks.outcome(action, records.actionClasses().get(action.id()))),
                null,
                describe(action),
                disclosure.raw() ? records.actionDocuments().get(action.id()) : null);
    }

    private Action describe(InstanceAction action) {
        var known = records.actionClasses().get(action.id());
        var outcome = watermarks.outcome(action, known);
        var effects = records.linksOfAction(action.id()).stream()
                .filter(Link::cause)
                .sorted(BEST_FIRST)
                .map(link -> new Result(link.changeId(), link.score()));
        return new Action(
                action.requestId(),
                action.action(),
                action.userId(),
                actor(action.userId()),
                action.startTime(),
                action.finishTime(),
                action.updatedAt(),
                action.message(),
                Watermarks.lower(outcome),
                action.events() == null
                        ? null
                        : action.events().stream().map(this::event).toList(),
                watermarks.effect(action, known, outcome),
                watermarks.provisional(action.projectId(), action.startTime(), action.recordedAt()),
                effects.toList());
    }

    private static Actor actor(@Nullable String userId) {
        return new Actor(userId == null ? "system" : "user", userId, null);
    }

    private Event event(ActionEvent event) {
        JsonNode traceback = event.traceback() == null ? NullNode.getInstance() : StringNode.valueOf(event.traceback());
        return new Event(
                event.event(),
                event.startTime(),
                event.finishTime(),
                event.result(),
                disclosure.tracebacks() ? traceback : null);
    }
}
