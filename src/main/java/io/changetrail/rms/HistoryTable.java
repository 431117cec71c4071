package io.changetrail.rms;

import io.changetrail.inventory.DueServer;
import io.changetrail.redaction.StoredText;
import io.changetrail.rms.Identification.Identified;
import io.changetrail.rms.Identification.Known;
import io.changetrail.rms.ItemSequence.Compared;
import io.changetrail.rms.ItemSequence.Neighbourhood;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The hand-written SQL behind {@link HistoryStore}. */
@Repository
class HistoryTable {

    private static final String KEEP_OLD_VERSION = """
            insert into history_item_version (resource_id, change_id, version, content_hash, document, recorded_at)
            select resource_id, id, version, content_hash, document, recorded_at from history_item
             where resource_id = :resource and id = :id
            """;

    private static final String UPSERT = """
            insert into history_item as h (resource_id, id, project_id, resource_type, capture_time, status, updated,
                    checksum, predecessor_capture, diff, content_hash, document, version, recorded_at)
            values (:resource, :id, :project, :type, :capture, :status, :updated, :checksum, :predecessor,
                    cast(:diff as json), :hash, cast(:document as json), 1, :now)
            on conflict (resource_id, id) do update
               set resource_type = excluded.resource_type, updated = excluded.updated, checksum = excluded.checksum,
                   predecessor_capture = excluded.predecessor_capture, diff = excluded.diff,
                   content_hash = excluded.content_hash, document = excluded.document, version = h.version + 1,
                   recorded_at = excluded.recorded_at
            """;

    private static final String COMPARE = """
            update history_item set predecessor_capture = :predecessor, diff = cast(:diff as json)
             where resource_id = :resource and id = :id
            """;

    private static final String PLACED = "select id, capture_time, status, document, predecessor_capture, diff"
            + " from history_item where resource_id = :resource and capture_time ";

    private static final Duration FASTEST_CLOCK = Duration.ofHours(1);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final NamedParameterJdbcTemplate jdbc;

    HistoryTable(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Stored changes captured in {@code [first, last]}. */
    List<Known> known(String resourceId, Instant first, Instant last) {
        return jdbc.query(
                """
                select id, capture_time, status, content_hash, gone_since is not null as gone from history_item
                 where resource_id = :resource and capture_time between :first and :last
                 order by capture_time, id
                """,
                stretch(resourceId, first, last),
                (row, number) -> new Known(
                        row.getObject("id", UUID.class),
                        time(row, "capture_time"),
                        row.getString("status"),
                        HexFormat.of().formatHex(row.getBytes("content_hash")),
                        row.getBoolean("gone")));
    }

    Neighbourhood neighbourhood(String resourceId, Instant first, Instant last) {
        var stretch = stretch(resourceId, first, last);
        var before = jdbc.query(
                PLACED + "< :first order by capture_time desc, rank desc, id desc limit 1",
                stretch,
                HistoryTable::placed);
        var within = jdbc.query(PLACED + "between :first and :last", stretch, HistoryTable::placed);
        var after =
                jdbc.query(PLACED + "> :last order by capture_time, rank, id limit 1", stretch, HistoryTable::placed);
        return new Neighbourhood(
                before.isEmpty() ? null : before.getFirst(), within, after.isEmpty() ? null : after.getFirst());
    }

    /** The newest stored item that is not from the future, which no later one would ever follow; empty if there is none. */
    Optional<Newest> newest(String resourceId, Instant now) {
        return jdbc
                .query(
                        """
                        select checksum, status, capture_time from history_item
                         where resource_id = :resource and capture_time <= :latest
                         order by capture_time desc, rank desc, id desc limit 1
                        """,
                        new MapSqlParameterSource("resource", resourceId)
                                .addValue("latest", now.plus(FASTEST_CLOCK).atOffset(ZoneOffset.UTC)),
                        (row, number) -> new Newest(
                                row.getString("checksum"),
                                row.getString("status").endsWith(".DELETE")
                                        ? row.getObject("capture_time", OffsetDateTime.class)
                                                .toInstant()
                                        : null))
                .stream()
                .findFirst();
    }

    /** Writes new items and versions, and the comparisons of stored items that got another neighbour. */
    void write(DueServer server, List<Identified> writes, List<Compared> compared, Instant now) {
        Map<UUID, Compared> comparisons = new HashMap<>();
        compared.forEach(item -> comparisons.put(item.item().id(), item));
        var rows = new ArrayList<MapSqlParameterSource>();
        for (var write : writes) {
            var comparison = comparisons.remove(write.id());
            if (comparison != null) {
                rows.add(row(server, write, comparison, now));
            }
        }
        var parameters = rows.toArray(MapSqlParameterSource[]::new);
        jdbc.batchUpdate(KEEP_OLD_VERSION, parameters);
        jdbc.batchUpdate(UPSERT, parameters);
        jdbc.batchUpdate(
                COMPARE,
                comparisons.values().stream()
                        .map(item -> comparison(server.serverId(), item))
                        .toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource row(DueServer server, Identified write, Compared comparison, Instant now) {
        var item = write.item();
        return comparison(server.serverId(), comparison)
                .addValue("project", server.projectId())
                .addValue("type", item.resourceType())
                .addValue("capture", utc(item.captureTime()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("status", item.status())
                .addValue("updated", utc(item.updated()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("checksum", item.checksum(), Types.VARCHAR)
                .addValue("hash", HexFormat.of().parseHex(item.hash()))
                .addValue("document", StoredText.json(comparison.item().document()))
                .addValue("now", utc(now), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static MapSqlParameterSource comparison(String resourceId, Compared comparison) {
        return new MapSqlParameterSource()
                .addValue("resource", resourceId)
                .addValue("id", comparison.item().id())
                .addValue("predecessor", utc(comparison.predecessorCapture()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("diff", StoredText.json(comparison.diff()));
    }

    private static MapSqlParameterSource stretch(String resourceId, Instant first, Instant last) {
        return new MapSqlParameterSource("resource", resourceId)
                .addValue("first", utc(first), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("last", utc(last), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static StoredItem placed(ResultSet row, int number) throws SQLException {
        var predecessor = row.getObject("predecessor_capture", OffsetDateTime.class);
        return new StoredItem(
                row.getObject("id", UUID.class),
                time(row, "capture_time"),
                row.getString("status"),
                JSON.readTree(row.getString("document")),
                predecessor == null ? null : predecessor.toInstant(),
                JSON.readTree(row.getString("diff")));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * What tells whether the history has caught up with the list.
     *
     * @param deleted when it was captured if it tells of the deletion
     */
    record Newest(@Nullable String checksum, @Nullable Instant deleted) {}
}
