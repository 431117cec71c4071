package io.changetrail.timeline;

import io.changetrail.correlation.Links;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.ResourceHistory;
import io.changetrail.timeline.ChangeDetail.LinkEvent;
import io.changetrail.timeline.ChangeDetail.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Shows single changes with their past; blocks on the database, so never for an event-loop thread. */
@Component
public final class Changes {

    private final ResourceHistory history;
    private final Links links;
    private final Timelines timelines;

    Changes(ResourceHistory history, Links links, Timelines timelines) {
        this.history = history;
        this.links = links;
        this.timelines = timelines;
    }

    /** Empty if there is no such change, or none in a project that the caller may see. */
    public Optional<ChangeDetail> find(UUID id, Predicate<String> visibleProject, Disclosure disclosure, Instant now) {
        return history.find(id)
                .filter(item -> visibleProject.test(item.projectId()))
                .flatMap(item -> detail(item, disclosure, now));
    }

    private Optional<ChangeDetail> detail(HistoryItem item, Disclosure disclosure, Instant now) {
        var position = new Position(item.captureTime(), 0, item.id());
        var key = new TimelineKey(Kind.CHANGE, item.resourceId(), item.projectId(), position);
        var versions = history.versions(item).stream()
                .map(version -> new Version(version.recordedAt(), EntryAssembler.differences(version.diff())))
                .toList();
        var past = links.history(item.resourceId(), item.id()).stream()
                .map(step -> new LinkEvent(step.at(), step.requestId(), step.what(), step.score(), step.because()))
                .toList();
        return timelines.entries(List.of(key), disclosure, now).stream()
                .findFirst()
                .map(entry -> new ChangeDetail(entry, versions, past));
    }
}
