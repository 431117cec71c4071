package io.changetrail.rms;

import io.changetrail.inventory.DueServer;
import io.changetrail.redaction.StoredText;
import io.changetrail.rms.Identification.Identified;
import io.changetrail.rms.ItemSequence.Compared;
import io.changetrail.sync.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes a page of history with one statement a table, however many items it has. */
@Repository
class HistoryWrites {

    private static final String KEEP_OLD_VERSIONS = """
            insert into history_item_version (resource_id, change_id, version, content_hash, document, recorded_at)
            select resource_id, id, version, content_hash, document, recorded_at from history_item
             where resource_id = :resource and id = any(cast(:ids as uuid[]))
            """;

    private static final String UPSERT = """
            insert into history_item as h (resource_id, id, project_id, resource_type, capture_time, status, updated,
                    checksum, predecessor_capture, diff, content_hash, document, version, recorded_at)
            select :resource, cast(id as uuid), :project, type, cast(capture as timestamptz), status,
                   cast(updated as timestamptz), checksum, cast(predecessor as timestamptz), cast(diff as json),
                   decode(hash, 'hex'), cast(document as json), 1, :now
              from unnest(:id, :type, :capture, :status, :updated, :checksum, :predecessor, :diff, :hash, :document)
                   as item (id, type, capture, status, updated, checksum, predecessor, diff, hash, document)
            on conflict (resource_id, id) do update
               set resource_type = excluded.resource_type, updated = excluded.updated, checksum = excluded.checksum,
                   predecessor_capture = excluded.predecessor_capture, diff = excluded.diff,
                   content_hash = excluded.content_hash, document = excluded.document, version = h.version + 1,
                   recorded_at = excluded.recorded_at
            """;

    private static final String COMPARE = """
            update history_item h
               set predecessor_capture = cast(predecessor as timestamptz), diff = cast(item.diff as json)
              from unnest(:id, :predecessor, :diff) as item (item_id, predecessor, diff)
             where h.resource_id = :resource and h.id = cast(item_id as uuid)
            """;

    private final JdbcClient jdbc;

    HistoryWrites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes new items and versions, and the comparisons of stored items that got another neighbour.
     *
     * @param stored ids of the items that are there already
     */
    void write(DueServer server, List<Identified> writes, Set<UUID> stored, List<Compared> compared, Instant now) {
        Map<UUID, Compared> comparisons = new HashMap<>();
        compared.forEach(item -> comparisons.put(item.item().id(), item));
        var items = writes.stream()
                .filter(write -> comparisons.containsKey(write.id()))
                .map(write -> new Written(write, Objects.requireNonNull(comparisons.remove(write.id()))))
                .toList();
        keepOldVersions(
                server.serverId(),
                items.stream().map(Written::id).filter(stored::contains).toList());
        upsert(server, items, now);
        compare(server.serverId(), comparisons.values());
    }

    private void keepOldVersions(String resourceId, List<UUID> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql(KEEP_OLD_VERSIONS)
                    .param("resource", resourceId)
                    .param("ids", new Columns<>(ids).texts(id -> id))
                    .update();
        }
    }

    private void upsert(DueServer server, List<Written> items, Instant now) {
        if (items.isEmpty()) {
            return;
        }
        var columns = new Columns<>(items);
        jdbc.sql(UPSERT)
                .param("resource", server.serverId())
                .param("project", server.projectId())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", columns.texts(Written::id))
                .param("type", columns.texts(item -> item.write().item().resourceType()))
                .param("capture", columns.times(item -> item.write().item().captureTime()))
                .param("status", columns.texts(item -> item.write().item().status()))
                .param("updated", columns.times(item -> item.write().item().updated()))
                .param("checksum", columns.texts(item -> item.write().item().checksum()))
                .param("predecessor", columns.times(item -> item.compared().predecessorCapture()))
                .param(
                        "diff",
                        columns.texts(item -> StoredText.json(item.compared().diff())))
                .param("hash", columns.texts(item -> item.write().item().hash()))
                .param(
                        "document",
                        columns.texts(
                                item -> StoredText.json(item.compared().item().document())))
                .update();
    }

    private void compare(String resourceId, Collection<Compared> items) {
        if (items.isEmpty()) {
            return;
        }
        var columns = new Columns<>(items);
        jdbc.sql(COMPARE)
                .param("resource", resourceId)
                .param("id", columns.texts(item -> item.item().id()))
                .param("predecessor", columns.times(Compared::predecessorCapture))
                .param("diff", columns.texts(item -> StoredText.json(item.diff())))
                .update();
    }

    /** A served item under its id, and its comparison. */
    private record Written(Identified write, Compared compared) {

        UUID id() {
            return write.id();
        }
    }
}
