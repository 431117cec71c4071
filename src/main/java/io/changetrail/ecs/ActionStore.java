package io.changetrail.ecs;

import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.DueServers;
import io.changetrail.inventory.SeenStates;
import io.changetrail.redaction.Redactor;
import io.changetrail.sync.DirtyResources;
import io.changetrail.sync.Feed;
import io.changetrail.sync.IngestCounts;
import io.changetrail.sync.Quarantine;
import io.changetrail.sync.Sieve;
import io.changetrail.sync.Streams;
import io.changetrail.sync.Walk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import tools.jackson.databind.JsonNode;

/** The only door to the tables of actions: one reading of one server is one transaction. */
@Repository
class ActionStore {

    private final ActionTable table;
    private final NamedParameterJdbcTemplate jdbc;
    private final Streams streams;
    private final DueServers due;
    private final DirtyResources dirty;
    private final Quarantine quarantine;
    private final SeenStates seen;
    private final GoneActions gone;
    private final Redactor redactor;
    private final Feed feed;

    ActionStore(
            ActionTable table,
            NamedParameterJdbcTemplate jdbc,
            Streams streams,
            DueServers due,
            DirtyResources dirty,
            Quarantine quarantine,
            SeenStates seen,
            GoneActions gone,
            Redactor redactor,
            Feed feed) {
        this.table = table;
        this.feed = feed;
        this.jdbc = jdbc;
        this.streams = streams;
        this.due = due;
        this.dirty = dirty;
        this.quarantine = quarantine;
        this.seen = seen;
        this.gone = gone;
        this.redactor = redactor;
    }

    /** What is stored of the server's actions, by id. */
    Map<UUID, StoredAction> stored(String serverId) {
        return jdbc.query("""
                        select id, final, rank, server_error_seen, updated_at, message, finish_time,
                               document -> 'events' is not null as has_events, content_hash,
                               gone_since is not null as gone
                          from instance_action where server_id = :server
                        """, new MapSqlParameterSource("server", serverId), ActionStore::stored).stream()
                .collect(Collectors.toMap(StoredAction::id, Function.identity()));
    }

    /** Stores what is new in the reading and takes the server off the due list, unless an action has not ended. */
    @Transactional
    public IngestCounts store(Walk walk, DueServer server, ServerReading reading, Instant now) {
        streams.fence(walk);
        reading.unreadable()
                .forEach(document -> quarantine(
                        walk, server, document, "an instance action without a usable request id, name or start time"));
        var stored = stored(server.serverId());
        gone.note(server.serverId(), reading, stored.values(), now);
        var judged = SilentFailures.judge(reading.actions(), stored, seen.of(server.serverId()));
        var writes = new ActionWrites(server, redactor, now);
        judged.forEach(action -> writes.add(action, stored.get(action.action().id())));
        table.upsert(server.serverId(), server.projectId(), writes.upserts(), now);
        table.move(server.serverId(), writes.moves());
        feed.tell(writes.events());
        if (!writes.times().isEmpty()) {
            dirty.mark(server.serverId(), writes.times());
        }
        due.actionsRead(server, reading.began(), now, writes.again(), reading.sweptRank(), !reading.owesDetails());
        return new IngestCounts(
                writes.added(),
                writes.upserts().size() - writes.added(),
                judged.size() - writes.upserts().size(),
                reading.unreadable().size());
    }

    /** Whether the database refuses the action; nothing of the trial stays. */
    @Transactional
    public boolean refuses(DueServer server, ReadAction action, Instant now) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        var writes = new ActionWrites(server, redactor, now);
        writes.add(new SilentFailures.Judged(action, false), null);
        return Sieve.refuses(() -> table.upsert(server.serverId(), server.projectId(), writes.upserts(), now));
    }

    /** Keeps actions that the database refuses. */
    @Transactional
    public void putAway(Walk walk, DueServer server, List<ReadAction> actions) {
        streams.fence(walk);
        actions.forEach(action -> quarantine(
                walk, server, action.best().document(), "an instance action with a value that cannot be stored"));
    }

    private void quarantine(Walk walk, DueServer server, JsonNode document, String reason) {
        quarantine.put(
                walk.stream(),
                server.serverId(),
                reason,
                redactor.scrub(redactor.redact(document).toString()));
    }

    private static StoredAction stored(ResultSet row, int number) throws SQLException {
        var updated = row.getObject("updated_at", OffsetDateTime.class);
        var finish = row.getObject("finish_time", OffsetDateTime.class);
        return new StoredAction(
                row.getObject("id", UUID.class),
                row.getBoolean("final"),
                row.getInt("rank"),
                row.getBoolean("server_error_seen"),
                updated == null ? null : updated.toInstant(),
                row.getString("message"),
                finish == null ? null : finish.toInstant(),
                row.getBoolean("has_events"),
                row.getBytes("content_hash"),
                row.getBoolean("gone"));
    }
}
