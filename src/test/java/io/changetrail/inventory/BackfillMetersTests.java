package io.changetrail.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.DatabaseTestConfiguration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@JdbcTest
@Import(DatabaseTestConfiguration.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class BackfillMetersTests {

    private final JdbcClient jdbc;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BackfillMeters gauges;

    BackfillMetersTests(@Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.gauges = new BackfillMeters(new Backfills(jdbc), meters);
    }

    @BeforeEach
    void empty() {
        jdbc.sql("truncate server, stream").update();
    }

    @Test
    void aReplicaTellsWhatOthersRead() {
        jdbc.sql("insert into stream (source, scope) values ('ecs', 'one'), ('ecs', 'two'), ('rms', 'domain')")
                .update();
        jdbc.sql("""
                insert into server (server_id, project_id, region, first_seen, last_seen, ecs_due_at, ecs_backfill, rms_due_at,
                                    rms_backfill)
                values ('a', 'one', 'r', now(), now(), now(), true, now(), true),
                       ('b', 'one', 'r', now(), now(), null, false, now(), true)
                """).update();
        gauges.refresh().block();
        assertThat(told("ecs", "one")).containsExactly(2, 1);
        assertThat(told("ecs", "two")).containsExactly(0, 0);
        assertThat(told("rms", "domain")).containsExactly(2, 0);

        jdbc.sql("update server set ecs_due_at = null, ecs_backfill = false").update();
        gauges.refresh().block();
        assertThat(told("ecs", "one")).containsExactly(2, 2);
    }

    /** How many servers are known, and how many of them read. */
    private double[] told(String source, String scope) {
        return new double[] {told("known", source, scope), told("read", source, scope)};
    }

    private double told(String what, String source, String scope) {
        return meters.get("changetrail.sync.backfill.servers." + what)
                .tags("source", source, "scope", scope)
                .gauge()
                .value();
    }
}
