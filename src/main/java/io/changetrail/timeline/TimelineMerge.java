package io.changetrail.timeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a page of keys in one statement, an ordered merge over the indexes of both tables that stops by itself. */
@Component
final class TimelineMerge {

    private final JdbcClient jdbc;

    TimelineMerge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<TimelineKey> read(TimelineQuery query) {
        var statement = MergeStatement.of(query);
        return statement.isEmpty()
                ? List.of()
                : jdbc.sql(statement.text())
                        .params(statement.parameters())
                        .query(TimelineMerge::key)
                        .list();
    }

    private static TimelineKey key(ResultSet row, int number) throws SQLException {
        return new TimelineKey(
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("server_id"),
                row.getString("project_id"),
                new Position(
                        row.getObject("time", OffsetDateTime.class).toInstant(),
                        row.getInt("rank"),
                        row.getObject("id", UUID.class)));
    }
}
