package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.sync.DirtyResources;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.test.StepVerifier;

@CorrelationDatabaseTest
class CorrelationSweepTests {

    private static final UUID CHANGE = UUID.fromString("00000000-0000-5000-8000-000000000002");

    private static final String STOPPED =
            "{\"/properties/OsExtStsVmState\": {\"before\": \"active\", \"after\": \"stopped\"}}";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private LearnedKinds kinds;

    @Autowired
    private LearnCommand command;

    @Autowired
    private DirtyResources dirty;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private CorrelationSweep sweep;

    @Autowired
    private Links links;

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void empty() {
        jdbc.sql("truncate link, change_class, action_class, dirty_resource, instance_action, history_item")
                .update();
        jdbc.sql("update correlation_model set learned = null, learned_from = 0")
                .update();
    }

    @Test
    void aMarkedServerGetsItsLinksAndLosesItsMark() {
        record("web", "stop", STOPPED);
        mark("web");

        sweep();

        assertThat(links.ofChanges(List.of("web"), List.of(CHANGE)))
                .singleElement()
                .matches(Link::cause);
        assertThat(marked()).isZero();
    }

    @Test
    void aServerThatCannotBeCorrelatedKeepsItsMarkAndStopsNoOther() {
        record("broken", "stop", "{\"/properties/OsExtStsVmState\": null}");
        jdbc.sql("update history_item set document = 'null', diff = '[]', status = 'x', capture_time = '-infinity'")
                .update();
        record("web", "stop", STOPPED);
        jdbc.sql("insert into dirty_resource (resource_id, token) values ('broken', gen_random_uuid())")
                .update();
        mark("web");

        sweep();
        sweep();

        assertThat(links.ofChanges(List.of("web"), List.of(CHANGE))).hasSize(1);
        assertThat(marked()).isEqualTo(1);
        assertThat(meters.counter("changetrail.correlation.servers", "result", "failed")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void anActionThatTheTableDoesNotHaveIsCounted() {
        var before = unknown();
        record("web", "changeOS", "{}");
        mark("web");

        sweep();

        assertThat(unknown()).isEqualTo(before + 1);
    }

    @Test
    void whatActionsOfAnUnknownNameChangeIsLearnedAndTakenIntoUse() {
        for (var i = 0; i < 8; i++) {
            record("web" + i, "batchStop", STOPPED);
            mark("web" + i);
        }
        assertThat(command.answer().report()).contains("batchStop (8 seen) changes the VM state: 15 % ->");

        sweep();

        assertThat(command.answer().report()).contains("Nothing would change.");
        assertThat(kinds.table().of("batchStop").seen()).isEqualTo(8);
        assertThat(marked()).isZero();
        assertThat(links.ofChanges(List.of("web3"), List.of(CHANGE)))
                .singleElement()
                .satisfies(link -> assertThat(link.evidence())
                        .anyMatch(evidence -> evidence.text().contains("By the 8 batchStop seen")));
    }

    private void sweep() {
        StepVerifier.create(sweep.sweep()).expectComplete().verify(Duration.ofSeconds(30));
    }

    private double unknown() {
        return meters.counter("changetrail.correlation.unknown_actions").count();
    }

    private long marked() {
        return jdbc.sql("select count(*) from dirty_resource").query(Long.class).single();
    }

    private void mark(String serverId) {
        var noon = Instant.parse("2026-03-01T12:00:00Z");
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> dirty.mark(serverId, List.of(noon, noon.plusSeconds(16))));
    }

    /** An action from 12:00:00 to 12:00:10 and a change captured six seconds later. */
    private void record(String serverId, String action, String diff) {
        jdbc.sql("""
                        insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank,
                               start_time, final, content_hash, document, version, recorded_at)
                        values (?, gen_random_uuid(), 'p', 'req-a', ?, 0, 0, '2026-03-01T12:00:00Z', true, '',
                               '{"events": [{"event": "e", "start_time": "2026-03-01T12:00:00.000000",
                                 "finish_time": "2026-03-01T12:00:10.000000", "result": "Success"}]}', 1, now())
                        """).params(serverId, action).update();
        jdbc.sql("""
                        insert into history_item (resource_id, id, project_id, resource_type, capture_time, status,
                               updated, predecessor_capture, diff, content_hash, document, version, recorded_at)
                        values (?, ?, 'p', 'ecs.cloudservers', '2026-03-01T12:00:16Z', 'ResourceChanged.UPDATE',
                               '2026-03-01T12:00:10Z', '2026-03-01T00:00:00Z', ?::json, '', '{"resource": {}}', 1, now())
                        """).params(serverId, CHANGE, diff).update();
    }
}
