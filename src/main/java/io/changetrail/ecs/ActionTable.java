package io.changetrail.ecs;

import io.changetrail.sync.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes a reading of one server with one statement a table, however many actions it has. */
@Repository
class ActionTable {

    private static final String KEEP_OLD_VERSIONS = """
            insert into instance_action_version (server_id, action_id, version, content_hash, document, recorded_at)
            select server_id, id, version, content_hash, document, recorded_at from instance_action
             where server_id = :server and id = any(cast(:ids as uuid[]))
            """;

    private static final String UPSERT = """
            insert into instance_action as a (server_id, id, project_id, request_id, action, ordinal, rank, user_id,
                    start_time, updated_at, message, finish_time, server_error_seen, final, content_hash, document,
                    version, recorded_at)
            select :server, cast(id as uuid), :project, request, action, cast(ordinal as int), cast(rank as int), user_id,
                   cast(start as timestamptz), cast(updated as timestamptz), message, cast(finish as timestamptz),
                   cast(error as boolean), cast(final as boolean), decode(hash, 'hex'), cast(document as json), 1, :now
              from unnest(:id, :request, :action, :ordinal, :rank, :user, :start, :updated, :message, :finish, :error,
                          :final, :hash, :document)
                   as one (id, request, action, ordinal, rank, user_id, start, updated, message, finish, error, final,
                           hash, document)
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
            update instance_action
               set rank = cast(moved.rank as int), server_error_seen = cast(error as boolean),
                   final = cast(moved.final as boolean)
              from unnest(:id, :rank, :error, :final) as moved (action_id, rank, error, final)
             where server_id = :server and id = cast(action_id as uuid)
            """;

    private final JdbcClient jdbc;

    ActionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void upsert(String serverId, String projectId, List<ActionUpsert> upserts, Instant now) {
        keepOldVersions(
                serverId, upserts.stream().filter(ActionUpsert::replaces).toList());
        if (upserts.isEmpty()) {
            return;
        }
        var columns = new Columns<>(upserts);
        jdbc.sql(UPSERT)
                .param("server", serverId)
                .param("project", projectId)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", columns.texts(row -> row.action().id()))
                .param("request", columns.texts(row -> row.action().requestId()))
                .param("action", columns.texts(row -> row.action().action()))
                .param("ordinal", columns.texts(row -> row.action().ordinal()))
                .param("rank", columns.texts(row -> row.action().rank()))
                .param("user", columns.texts(row -> row.action().userId()))
                .param("start", columns.times(row -> row.action().startTime()))
                .param("updated", columns.times(row -> row.action().updatedAt()))
                .param("message", columns.texts(ActionUpsert::message))
                .param("finish", columns.times(row -> row.action().finishTime()))
                .param("error", columns.texts(row -> row.action().serverErrorSeen()))
                .param("final", columns.texts(ActionUpsert::isFinal))
                .param("hash", columns.texts(ActionUpsert::hash))
                .param("document", columns.texts(ActionUpsert::document))
                .update();
    }

    void move(String serverId, List<ActionMove> moves) {
        if (moves.isEmpty()) {
            return;
        }
        var columns = new Columns<>(moves);
        jdbc.sql(MOVE)
                .param("server", serverId)
                .param("id", columns.texts(ActionMove::id))
                .param("rank", columns.texts(ActionMove::rank))
                .param("error", columns.texts(ActionMove::serverErrorSeen))
                .param("final", columns.texts(ActionMove::isFinal))
                .update();
    }

    private void keepOldVersions(String serverId, List<ActionUpsert> replacing) {
        if (!replacing.isEmpty()) {
            jdbc.sql(KEEP_OLD_VERSIONS)
                    .param("server", serverId)
                    .param(
                            "ids",
                            new Columns<>(replacing).texts(row -> row.action().id()))
                    .update();
        }
    }
}
