package io.changetrail.ecs;

import io.changetrail.ecs.ReadAction.Debt;
import io.changetrail.inventory.DueServer;
import io.changetrail.redaction.ContentHash;
import io.changetrail.redaction.Redactor;
import io.changetrail.redaction.StoredText;
import io.changetrail.sync.FeedEvent;
import io.changetrail.sync.WrittenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Decides which rows of a reading have to be written, and with what. */
final class ActionWrites {

    /** What could not be used is asked for again after an eighth of the action's age, so ever less often. */
    private static final int AGE_TO_PAUSE = 8;

    private final DueServer server;
    private final Redactor redactor;
    private final Instant now;
    private final List<ActionUpsert> upserts = new ArrayList<>();
    private final List<ActionMove> moves = new ArrayList<>();
    private final List<FeedEvent> events = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private @Nullable Instant again;
    private int added;

    ActionWrites(DueServer server, Redactor redactor, Instant now) {
        this.server = server;
        this.redactor = redactor;
        this.now = now;
    }

    void add(SilentFailures.Judged judged, @Nullable StoredAction stored) {
        var action = judged.action();
        var row = action.best();
        if (stored != null
                && action.detail() == null
                && (action.owed() || stored.hasEvents() || stored.looksLike(row))) {
            keep(judged, stored);
            return;
        }
        var hash = ContentHash.of(row.document());
        var record = record(judged, row);
        var isFinal = action.debt() == Debt.NONE && record.outcome(now) != Outcome.RUNNING;
        readAgainUnless(isFinal, action);
        var same = stored != null && Arrays.equals(stored.contentHash(), hash);
        if (stored != null && same && stored.isFinal() == isFinal) {
            move(judged, stored, isFinal);
        } else {
            upserts.add(new ActionUpsert(
                    record,
                    scrubbed(row.message()),
                    isFinal,
                    HexFormat.of().formatHex(hash),
                    StoredText.json(redactor.redact(row.document())),
                    stored != null && !same));
            added += stored == null ? 1 : 0;
            note(row, stored);
            events.add(event(stored == null ? "action.recorded" : "action.updated", judged, row));
        }
    }

    List<ActionUpsert> upserts() {
        return upserts;
    }

    /** How many of the upserts are of actions never stored before. */
    int added() {
        return added;
    }

    List<ActionMove> moves() {
        return moves;
    }

    /** What the feed has to tell of the writes. */
    List<FeedEvent> events() {
        return events;
    }

    /** When to read the server again whatever happens, for actions that are not final; null if all are. */
    @Nullable
    Instant again() {
        return again;
    }

    /** All that the written actions tell of, as they were stored and as they are; empty if nothing is to be written. */
    List<Instant> times() {
        return times;
    }

    private void readAgainUnless(boolean isFinal, ReadAction action) {
        if (!isFinal) {
            var age = Duration.between(action.place().row().startTime(), now);
            var pause =
                    action.debt() == Debt.UNUSABLE && age.isPositive() ? age.dividedBy(AGE_TO_PAUSE) : Duration.ZERO;
            var then = now.plus(pause);
            again = again == null || then.isBefore(again) ? then : again;
        }
    }

    /** The stored document says more than a list row could, or as much; age makes it final unless its events were never read. */
    private void keep(SilentFailures.Judged judged, StoredAction stored) {
        var action = judged.action();
        var isOld = !action.place()
                .row()
                .startTime()
                .plus(InstanceAction.LOST_AFTER)
                .isAfter(now);
        var isUnread = !stored.hasEvents() && action.debt() == Debt.UNANSWERED;
        var hasNoneToCome = !stored.hasEvents() && action.debt() == Debt.NONE;
        var isFinal = stored.isFinal() || (isOld && !isUnread) || hasNoneToCome;
        readAgainUnless(isFinal, action);
        move(judged, stored, isFinal);
    }

    private void move(SilentFailures.Judged judged, StoredAction stored, boolean isFinal) {
        var rank = judged.action().place().rank();
        if (stored.rank() != rank
                || stored.serverErrorSeen() != judged.serverErrorSeen()
                || stored.isFinal() != isFinal) {
            moves.add(new ActionMove(stored.id(), rank, judged.serverErrorSeen(), isFinal));
            note(judged.action().best(), stored);
            events.add(event("action.updated", judged, judged.action().best()));
        }
    }

    private void note(ActionRow row, @Nullable StoredAction stored) {
        times.add(row.startTime());
        note(row.updatedAt());
        var events = ActionEvents.of(row.document());
        note(events == null ? null : ActionEvents.finish(events));
        if (stored != null) {
            note(stored.updatedAt());
            note(stored.finishTime());
        }
    }

    private void note(@Nullable Instant time) {
        if (time != null) {
            times.add(time);
        }
    }

    private FeedEvent event(String type, SilentFailures.Judged judged, ActionRow row) {
        var id = judged.action().id().toString();
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("action_id", id)
                .put("resource_id", server.serverId())
                .put("request_id", row.requestId())
                .put("action", row.action())
                .put("start_time", WrittenTime.of(row.startTime()));
        return new FeedEvent(type, server.projectId(), server.serverId(), id, data.toString());
    }

    private InstanceAction record(SilentFailures.Judged judged, ActionRow row) {
        var place = judged.action().place();
        return new InstanceAction(
                judged.action().id(),
                server.serverId(),
                server.projectId(),
                row.requestId(),
                row.action(),
                place.ordinal(),
                place.rank(),
                row.userId(),
                row.startTime(),
                row.updatedAt(),
                row.message(),
                ActionEvents.of(row.document()),
                judged.serverErrorSeen(),
                now);
    }

    private @Nullable String scrubbed(@Nullable String message) {
        return message == null ? null : redactor.scrub(message);
    }
}
