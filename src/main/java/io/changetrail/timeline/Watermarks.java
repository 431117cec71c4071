package io.changetrail.timeline;

import io.changetrail.correlation.ActionClass;
import io.changetrail.correlation.Attribution;
import io.changetrail.correlation.ChangeClass;
import io.changetrail.correlation.Effect;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.ecs.Outcome;
import io.changetrail.rms.HistoryItem;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives what depends on the time of asking: pending, unobservable, provisional and the outcome as it stands ({@code api.md}, Links).
 *
 * @param ecsComplete by project, start of the last wholly committed walk; no entry before the first
 * @param ecsBlind when nobody watched the actions
 * @param rmsBlind when nobody watched the history
 * @param lateHorizon how late RMS may be
 */
record Watermarks(
        Map<String, Instant> ecsComplete,
        Map<String, Instant> rmsComplete,
        Blindness ecsBlind,
        Blindness rmsBlind,
        Duration ecsOverlap,
        Duration rmsOverlap,
        Duration lateHorizon,
        Instant now) {

    private static final String UNOBSERVABLE = "unobservable";
    private static final Set<Attribution> UNEXPLAINED =
            EnumSet.of(Attribution.UNATTRIBUTED, Attribution.EXTERNAL, Attribution.AMBIGUOUS);

    boolean provisional(String projectId, Instant time, Instant recordedAt) {
        return !passed(ecsComplete.get(projectId), time.plus(ecsOverlap))
                || !passed(rmsComplete.get(projectId), time.plus(rmsOverlap))
                || now.isBefore(recordedAt.plus(lateHorizon));
    }

    /** A change that is not classed yet is pending; one that shows no difference waits for nothing. */
    String attribution(HistoryItem item, @Nullable ChangeClass known, boolean caused) {
        var canStillBeCaused = !item.diff().isEmpty() || item.isFirst();
        var waiting =
                !passed(ecsComplete.get(item.projectId()), item.captureTime().plus(ecsOverlap));
        if (known == null || (!caused && canStillBeCaused && waiting)) {
            return "pending";
        }
        return !caused && isUnobservable(item, known) ? UNOBSERVABLE : lower(known.attribution());
    }

    /** The action that would explain the change may have come and gone while nobody watched. */
    private boolean isUnobservable(HistoryItem item, ChangeClass known) {
        return UNEXPLAINED.contains(known.attribution())
                && ecsBlind.meets(item.projectId(), item.predecessorCapture(), item.captureTime());
    }

    /** As {@link #attribution(HistoryItem, ChangeClass, boolean)}, of one path of the change. */
    String attribution(HistoryItem item, @Nullable ChangeClass known, boolean caused, String path) {
        var ofPath = known == null ? null : known.paths().get(path);
        var narrowed = known == null || ofPath == null
                ? known
                : new ChangeClass(known.resourceId(), known.changeId(), ofPath, known.paths(), known.best());
        return attribution(item, narrowed, caused);
    }

    Outcome outcome(InstanceAction action, @Nullable ActionClass known) {
        return known != null && known.errorSeen() && action.canFailSilently() ? Outcome.FAILED : action.outcome(now);
    }

    /** Until RMS can no longer be late, an effect that has not been seen may still come. */
    String effect(InstanceAction action, @Nullable ActionClass known, Outcome outcome) {
        if (known != null && known.effect() == Effect.VISIBLE) {
            return lower(Effect.VISIBLE);
        }
        if (known == null
                || outcome == Outcome.RUNNING
                || now.isBefore(end(action).plus(lateHorizon))) {
            return "pending";
        }
        if (rmsBlind.meets(action.projectId(), action.startTime(), end(action).plus(lateHorizon))) {
            return UNOBSERVABLE;
        }
        return lower(known.effect() == Effect.OPEN ? Effect.NONE_UNEXPECTED : known.effect());
    }

    /** Changes captured up to then wait for no more actions; only for projects that have been walked. */
    Instant settledUntil(String projectId) {
        return Objects.requireNonNull(ecsComplete.get(projectId), projectId).minus(ecsOverlap);
    }

    private static Instant end(InstanceAction action) {
        return Objects.requireNonNullElse(
                action.finishTime(), Objects.requireNonNullElse(action.updatedAt(), action.startTime()));
    }

    private static boolean passed(@Nullable Instant completeUntil, Instant needed) {
        return completeUntil != null && !completeUntil.isBefore(needed);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
