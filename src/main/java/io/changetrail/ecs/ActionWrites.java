package io.changetrail.ecs;

import io.changetrail.inventory.DueServer;
import io.changetrail.redaction.ContentHash;
import io.changetrail.redaction.Redactor;
import io.changetrail.redaction.StoredText;
import io.changetrail.sync.FeedEvent;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Decides which rows of a reading have to be written, and with what. */
final class ActionWrites {

    private final DueServer server;
    private final Redactor redactor;
    private final Instant now;
    private final List<MapSqlParameterSource> upserts = new ArrayList<>();
    private final List<MapSqlParameterSource> moves = new ArrayList<>();
    private final List<FeedEvent> events = new ArrayList<>();
    private boolean allFinal = true;
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
        var isFinal = !action.owed() && outcome(judged, row) != Outcome.RUNNING;
        allFinal &= isFinal;
        if (stored != null && Arrays.equals(stored.contentHash(), hash) && stored.isFinal() == isFinal) {
            move(judged, stored, isFinal);
        } else {
            upserts.add(parameters(judged, row, hash, isFinal));
            added += stored == null ? 1 : 0;
            events.add(event(stored == null ? "action.recorded" : "action.updated", judged, row));
        }
    }

    MapSqlParameterSource[] upserts() {
        return upserts.toArray(MapSqlParameterSource[]::new);
    }

    /** How many of the upserts are of actions never stored before. */
    int added() {
        return added;
    }

    MapSqlParameterSource[] moves() {
        return moves.toArray(MapSqlParameterSource[]::new);
    }

    /** What the feed has to tell of the writes. */
    List<FeedEvent> events() {
        return events;
    }

    boolean allFinal() {
        return allFinal;
    }

    boolean changedAnything() {
        return !upserts.isEmpty() || !moves.isEmpty();
    }

    /** The stored document says more than a list row could, or as much; age alone makes it final. */
    private void keep(SilentFailures.Judged judged, StoredAction stored) {
        var start = judged.action().place().row().startTime();
        var isFinal = stored.isFinal() || !start.plus(InstanceAction.LOST_AFTER).isAfter(now);
        allFinal &= isFinal;
        move(judged, stored, isFinal);
    }

    private void move(SilentFailures.Judged judged, StoredAction stored, boolean isFinal) {
        var rank = judged.action().place().rank();
        if (stored.rank() != rank
                || stored.serverErrorSeen() != judged.serverErrorSeen()
                || stored.isFinal() != isFinal) {
            moves.add(new MapSqlParameterSource()
                    .addValue("server", server.serverId())
                    .addValue("id", stored.id())
                    .addValue("rank", rank)
                    .addValue("error", judged.serverErrorSeen())
                    .addValue("final", isFinal));
            events.add(event("action.updated", judged, judged.action().best()));
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
                .put("start_time", row.startTime().toString());
        return new FeedEvent(type, server.projectId(), server.serverId(), id, data.toString());
    }

    private Outcome outcome(SilentFailures.Judged judged, ActionRow row) {
        return record(judged, row).outcome(now);
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

    private MapSqlParameterSource parameters(
            SilentFailures.Judged judged, ActionRow row, byte[] hash, boolean isFinal) {
        var action = record(judged, row);
        return new MapSqlParameterSource()
                .addValue("server", action.serverId())
                .addValue("id", action.id())
                .addValue("project", action.projectId())
                .addValue("request", action.requestId())
                .addValue("action", action.action())
                .addValue("ordinal", action.ordinal())
                .addValue("rank", action.rank())
                .addValue("user", action.userId(), Types.VARCHAR)
                .addValue("start", utc(action.startTime()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("updated", utc(action.updatedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("message", scrubbed(action.message()), Types.VARCHAR)
                .addValue("finish", utc(action.finishTime()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("error", action.serverErrorSeen())
                .addValue("final", isFinal)
                .addValue("hash", hash)
                .addValue("document", StoredText.json(redactor.redact(row.document())))
                .addValue("now", utc(now), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private @Nullable String scrubbed(@Nullable String message) {
        return message == null ? null : redactor.scrub(message);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
