package io.changetrail.timeline.web;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives the statements of requests an end, and lets them be stopped; those of walks and sweeps are as they were. */
final class ReadingTemplate extends JdbcTemplate {

    /** Beyond what any read takes on a healthy database. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration longest;

    ReadingTemplate(DataSource dataSource, Duration longest) {
        super(dataSource);
        this.longest = longest;
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        var request = RunningStatement.current();
        if (request != null) {
            statement.setQueryTimeout(Math.toIntExact(longest.toSeconds()));
            request.begins(statement);
        }
    }
}
