package io.changetrail.ecs;

import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.DueServers;
import io.changetrail.inventory.SeenStates;
import io.changetrail.redaction.Redactor;
import io.changetrail.sync.DirtyResources;
import io.changetrail.sync.Feed;
import io.changetrail.sync.IngestCounts;
import io.changetrail.sync.Quarantine;
import io.changetrail.sync.Streams;
import io.changetrail.sync.Walk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The only door to the tables of actions: one reading of one server is one transaction. */
@Repository
class ActionStore {

    private static final String KEEP_OLD_VERSION = """
            insert into instance_action_version (server_id, action_id, version, content_hash, document, recorded_at)
            select server_id, id, version, content_hash, document, recorded_at from instance_action
             where server_id = :server and id = :id and content_hash <> :hash
            """;

    private static final String UPSERT = """
            insert into instance_action as a (server_id, id, project_id, request_id, action, ordinal, rank, user_id,
                    start_time, updated_at, message, finish_time, server_error_seen, final, content_hash, document,
                    version, recorded_at)
            values (:server, :id, :project, :request, :action, :ordinal, :rank, :user, :start, :updated, :message,
                    :finish, :error, :final, :hash, cast(:document as json), 1, :now)
            on conflict (server_id, id) do update
               set rank = excluded.rank, user_id = excluded.user_id, updated_at = excluded.updated_at,
                   message = excluded.message, finish_time = excluded.finish_time,
                   server_error_seen = excluded.server_error_seen, final = excluded.final,
                   content_hash = excluded.content_hash, document = excluded.document,
                   version = a.version + (a.content_hash <> excluded.content_hash)::int,
                   recorded_at = case when a.content_hash <> excluded.content_hash then excluded.recorded_at
                                      else a.recorded_at end
            """;

    private static final String MOVE = """
            update instance_action set rank = :rank, server_error_seen = :error, final = :final
             where server_id = :server and id = :id
            """;

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
            NamedParameterJdbcTemplate jdbc,
            Streams streams,
            DueServers due,
            DirtyResources dirty,
            Quarantine quarantine,
            SeenStates seen,
            GoneActions gone,
            Redactor redactor,
            Feed feed) {
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
        for (var document : reading.unreadable()) {
            quarantine.put(
                    walk.stream(),
                    server.serverId(),
                    "an instance action without a usable request id, name or start time",
                    redactor.scrub(redactor.redact(document).toString()));
        }
        var stored = stored(server.serverId());
        gone.note(server.serverId(), reading, stored.values(), now);
        var judged = SilentFailures.judge(reading.actions(), stored, seen.of(server.serverId()));
        var writes = new ActionWrites(server, redactor, now);
        judged.forEach(action -> writes.add(action, stored.get(action.action().id())));
        jdbc.batchUpdate(KEEP_OLD_VERSION, writes.upserts());
        jdbc.batchUpdate(UPSERT, writes.upserts());
        jdbc.batchUpdate(MOVE, writes.moves());
        feed.tell(writes.events());
        if (writes.changedAnything()) {
            dirty.mark(server.serverId());
        }
        due.actionsRead(server, reading.began(), now, writes.allFinal() ? null : now, reading.lastRank());
        return new IngestCounts(
                writes.added(),
                writes.upserts().length - writes.added(),
                judged.size() - writes.upserts().length,
                reading.unreadable().size());
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
