package io.changetrail.rms;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stored history items, newest version of each; blocks on the database, so never for an event-loop thread. */
@Component
public final class ResourceHistory {

    private static final String COLUMNS =
            "id, resource_id, project_id, resource_type, capture_time, status, updated, predecessor_capture, diff,"
                    + " recorded_at";
    private static final String SELECT = "select " + COLUMNS + ", document from history_item ";
    private static final String SELECT_WITHOUT_DOCUMENT = "select " + COLUMNS + " from history_item ";
    private static final String OF_IDS = "where resource_id = any(?) and id = any(?::uuid[])";

    private final JdbcClient jdbc;
    private final HistoryItemRows rows;

    ResourceHistory(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new HistoryItemRows(json);
    }

    /** All items of one resource, oldest capture first. */
    public List<HistoryItem> ofResource(String resourceId) {
        return jdbc.sql(SELECT + "where resource_id = ? order by capture_time, rank, id")
                .param(resourceId)
                .query(rows::item)
                .list();
    }

    /** Those of the resource captured by {@code to}, if not their capture, then their {@code updated} not before {@code from}; in no order. */
    public List<HistoryItem> ofResource(String resourceId, Instant from, Instant to) {
        return jdbc.sql(SELECT + """
                        where resource_id = :resource and capture_time between :from and :to
                        union all
                        """ + SELECT + """
                        where resource_id = :resource and updated > capture_time and updated >= :from
                          and capture_time < :from
                        """)
                .param("resource", resourceId)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(rows::item)
                .list();
    }

    /**
     * As {@link #ofResource(String)}, but the documents show of the resource only its own values and these properties, which is
     * much quicker.
     */
    public List<HistoryItem> ofResource(String resourceId, Set<String> properties) {
        var outline = new Outline(properties);
        return jdbc.sql(SELECT + "where resource_id = ? order by capture_time, rank, id")
                .param(resourceId)
                .query((row, number) -> rows.outlined(row, outline))
                .list();
    }

    /** The item of that id, whichever resource it is of: the caller's scope is not applied here. */
    public Optional<HistoryItem> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ?").param(id).query(rows::item).optional();
    }

    /** Those of the given ids that exist for the given resources, in no order; ids of other resources are not found. */
    public List<HistoryItem> find(Collection<String> resourceIds, Collection<UUID> ids) {
        return ofIds(SELECT, resourceIds, ids, rows::item);
    }

    /** As {@link #find(Collection, Collection)}, but each document is a missing node: it is most of what an item weighs. */
    public List<HistoryItem> findWithoutDocuments(Collection<String> resourceIds, Collection<UUID> ids) {
        return ofIds(SELECT_WITHOUT_DOCUMENT, resourceIds, ids, rows::itemWithoutDocument);
    }

    private List<HistoryItem> ofIds(
            String select, Collection<String> resourceIds, Collection<UUID> ids, RowMapper<HistoryItem> row) {
        if (resourceIds.isEmpty() || ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(select + OF_IDS)
                .params(texts(resourceIds), texts(ids))
                .query(row)
                .list();
    }

    /** The item captured last, be it a DELETE. */
    public Optional<HistoryItem> newest(String resourceId) {
        return jdbc.sql(SELECT + "where resource_id = ? order by capture_time desc, rank desc, id desc limit 1")
                .param(resourceId)
                .query(rows::item)
                .optional();
    }

    /** The item captured last that shows the resource; a DELETE shows nothing. */
    public Optional<HistoryItem> lastSeen(String resourceId) {
        return jdbc.sql(SELECT + """
                         where resource_id = ? and status not like '%.DELETE'
                         order by capture_time desc, rank desc, id desc limit 1
                        """).param(resourceId).query(rows::item).optional();
    }

    /** The item's versions, oldest first; the newest is what {@link #find(UUID)} answers. */
    public List<ItemVersion> versions(HistoryItem item) {
        var current = new ItemVersion(item.recordedAt(), item.diff());
        var predecessor = predecessor(item);
        var older = jdbc.sql("""
                        select v.document, v.recorded_at
                          from history_item_version v
                          join history_item i on i.resource_id = v.resource_id and i.id = v.change_id
                         where v.resource_id = ? and v.change_id = ? and v.version < i.version
                         order by v.version
                        """)
                .params(item.resourceId(), item.id())
                .query((row, number) -> new ItemVersion(
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        Diffs.between(predecessor, rows.document(row), item.isDelete())))
                .list();
        return Stream.concat(older.stream(), Stream.of(current)).toList();
    }

    private @Nullable JsonNode predecessor(HistoryItem item) {
        return jdbc.sql(SELECT + """
                         where resource_id = ? and (capture_time, rank, id) < (select capture_time, rank, id
                               from history_item where resource_id = ? and id = ?)
                         order by capture_time desc, rank desc, id desc limit 1
                        """)
                .params(item.resourceId(), item.resourceId(), item.id())
                .query(rows::item)
                .optional()
                .map(HistoryItem::document)
                .orElse(null);
    }

    private static Object texts(Collection<?> values) {
        return values.stream().map(Object::toString).distinct().toArray(String[]::new);
    }
}
