package io.changetrail.timeline;

import io.changetrail.correlation.ChangeClass;
import io.changetrail.correlation.Link;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.timeline.Replay.Written;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names the cause behind each written path.
 *
 * @param causes by change; rivals left out
 * @param times by change, in the asked basis
 */
record BlameAssembler(
        Map<UUID, List<Link>> causes,
        Map<UUID, InstanceAction> actions,
        Map<UUID, ChangeClass> classes,
        Map<UUID, Instant> times,
        Watermarks watermarks) {

    BlameRow row(Written written) {
        var item = written.item();
        var cause = cause(written);
        var action = cause == null ? null : actions.get(cause.actionId());
        return new BlameRow(
                written.path(),
                written.value(),
                times.getOrDefault(item.id(), item.captureTime()),
                item.id(),
                cause == null ? null : cause.requestId(),
                action == null ? null : action.action(),
                action == null ? null : action.userId(),
                cause == null ? null : cause.score(),
                watermarks.attribution(item, classes.get(item.id()), cause != null, written.path()));
    }

    /** The cause of a first item has no paths: it made all of them. */
    private @Nullable Link cause(Written written) {
        return causes.getOrDefault(written.item().id(), List.of()).stream()
                .filter(link -> link.paths().contains(written.path())
                        || (written.item().isFirst() && link.paths().isEmpty()))
                .findFirst()
                .orElse(null);
    }
}
