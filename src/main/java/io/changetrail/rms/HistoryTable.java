package io.changetrail.rms;

import io.changetrail.rms.Identification.Known;
import io.changetrail.rms.ItemSequence.Neighbourhood;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What {@link HistoryStore} has to know of the stored history before it can add to it. */
@Repository
class HistoryTable {

    private static final String NEIGHBOURHOOD =
            """
            (select -1 as side, #columns from history_item where resource_id = :resource and capture_time < :first
              order by capture_time desc, rank desc, id desc limit 1)
            union all
            select 0, #columns from history_item where resource_id = :resource and capture_time between :first and :last
            union all
            (select 1, #columns from history_item where resource_id = :resource and capture_time > :last
              order by capture_time, rank, id limit 1)
            """.replace("#columns", "id, capture_time, status, document, predecessor_capture, diff");

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

    /** Stored items captured in {@code [first, last]}, with the one before and the one after them. */
    Neighbourhood neighbourhood(String resourceId, Instant first, Instant last) {
        var sides = jdbc
                .query(
                        NEIGHBOURHOOD,
                        stretch(resourceId, first, last),
                        (row, number) -> Map.entry(row.getInt("side"), placed(row)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return new Neighbourhood(
                sides.getOrDefault(-1, List.of()).stream().findFirst().orElse(null),
                sides.getOrDefault(0, List.of()),
                sides.getOrDefault(1, List.of()).stream().findFirst().orElse(null));
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

    private static MapSqlParameterSource stretch(String resourceId, Instant first, Instant last) {
        return new MapSqlParameterSource("resource", resourceId)
                .addValue("first", utc(first), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("last", utc(last), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static StoredItem placed(ResultSet row) throws SQLException {
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

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * What tells whether the history has caught up with the list.
     *
     * @param deleted when it was captured if it tells of the deletion
     */
    record Newest(@Nullable String checksum, @Nullable Instant deleted) {}
}
