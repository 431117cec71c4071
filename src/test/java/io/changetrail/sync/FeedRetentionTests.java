package io.changetrail.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.DatabaseTestConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import reactor.test.StepVerifier;

@JdbcTest
@Import(DatabaseTestConfiguration.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class FeedRetentionTests {

    private static final Instant NOW = Instant.parse("2024-03-01T00:00:00Z");

    @Autowired
    private JdbcClient jdbc;

    @Test
    void oldEventsGoAndTheLastOfThemIsRemembered() {
        jdbc.sql("truncate feed").update();
        jdbc.sql("""
                insert into feed (type, project_id, resource_id, subject, data, recorded_at)
                select 'change.recorded', 'p', 's', n::text, '{}', timestamptz '2024-01-26T00:00:00Z' + n * interval '1 day'
                  from generate_series(1, 10) n
                """).update();
        var retention =
                new FeedRetention(jdbc, new RetentionProperties(Duration.ofDays(30)), Clock.fixed(NOW, ZoneOffset.UTC));

        StepVerifier.create(retention.drop()).expectComplete().verify(Duration.ofSeconds(20));
        var kept = jdbc.sql("select number from feed_kept").query(Long.class).single();
        StepVerifier.create(retention.drop()).expectComplete().verify(Duration.ofSeconds(20));

        assertThat(jdbc.sql("select min(subject::int) from feed")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
        assertThat(jdbc.sql("select min(number) from feed").query(Long.class).single())
                .isEqualTo(kept + 1);
        assertThat(jdbc.sql("select number from feed_kept").query(Long.class).single())
                .isEqualTo(kept);
    }
}
