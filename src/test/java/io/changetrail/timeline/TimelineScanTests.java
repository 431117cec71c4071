package io.changetrail.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.web.OpenMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks PostgreSQL itself whether the merge stops by itself: 40,000 entries at 7,000 different times. */
@OpenMode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimelineScanTests {

    private static final Instant MIDWAY = Instant.parse("2024-01-05T00:58:20Z");

    /** Of forty servers, and of one that has half of all entries, each after those of the others. */
    private static final String ENTRIES = """
            select n, 's' || n % 40, 'p' || n % 4, timestamptz '2024-01-05T00:00:00Z' from generate_series(1, 20000) n
            union all
            select n, 'busy', 'p9', timestamptz '2024-01-06T00:00:00Z' from generate_series(1, 20000) n
            """;

    @Autowired
    private JdbcClient jdbc;

    @BeforeAll
    void fill() {
        new StoredRows(jdbc).clear();
        jdbc.sql("""
                insert into instance_action (server_id, id, project_id, request_id, action, ordinal, rank, start_time,
                                             final, content_hash, document, version, recorded_at)
                select server, gen_random_uuid(), project, 'req-' || n, 'stop', 0, n / 40,
                       began + make_interval(secs => n % 7000), true, '', '{}', 1, now()
                  from (#entries) entry (n, server, project, began)
                """.replace("#entries", ENTRIES)).update();
        jdbc.sql("""
                insert into history_item (resource_id, id, project_id, resource_type, capture_time, status, diff,
                                          content_hash, document, version, recorded_at)
                select server, gen_random_uuid(), project, 'ecs.cloudservers',
                       began + make_interval(secs => n % 7000), 'ResourceChanged.UPDATE', '{}',
                       '', '{}', 1, now()
                  from (#entries) entry (n, server, project, began)
                """.replace("#entries", ENTRIES)).update();
        jdbc.sql("vacuum analyze instance_action").update();
        jdbc.sql("vacuum analyze history_item").update();
    }

    static Stream<TimelineQuery> queries() {
        var scopes = List.of(
                new TimelineScope.OfServers(List.of("s7")),
                new TimelineScope.OfServers(List.of("s7", "s8")),
                new TimelineScope.OfProjects(List.of("p1")),
                new TimelineScope.OfProjects(List.of("p0", "p1", "p3")),
                new TimelineScope.Everything());
        var cursor = new Position(MIDWAY, 3, UUID.fromString("80000000-0000-0000-0000-000000000000"));
        var all = scopes.stream()
                .flatMap(scope -> Stream.of(true, false)
                        .flatMap(ascending -> Stream.of(
                                query(scope, ascending, null, null),
                                query(scope, ascending, cursor, null),
                                query(scope, ascending, cursor, MIDWAY.minusSeconds(3000)))));
        var small = Stream.of(new TimelineScope.OfServers(List.of("busy")), new TimelineScope.OfProjects(List.of("p9")))
                .map(scope -> new TimelineQuery(
                        scope, EnumSet.allOf(Kind.class), TimelineFilters.NONE, null, null, true, 2, null));
        return Stream.concat(all, small);
    }

    private static TimelineQuery query(
            TimelineScope scope, boolean ascending, @Nullable Position after, @Nullable Instant since) {
        return new TimelineQuery(
                scope, EnumSet.allOf(Kind.class), TimelineFilters.NONE, since, null, ascending, 101, after);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyScanUnderTheMergeStopsByItself(TimelineQuery query) {
        var statement = MergeStatement.of(query);
        var plan = JsonMapper.shared()
                .readTree(jdbc.sql("explain (analyze, format json) " + statement.text())
                        .params(statement.parameters())
                        .query((row, number) -> row.getString(1))
                        .single())
                .path(0)
                .path("Plan");
        var nodes = new ArrayList<JsonNode>();
        collect(plan, nodes);
        var scans = nodes.stream().filter(node -> type(node).contains("Scan")).toList();
        var read = scans.stream()
                .mapToDouble(scan -> scan.path("Actual Rows").asDouble()
                        + scan.path("Rows Removed by Filter").asDouble(0))
                .sum();

        assertThat(nodes).noneMatch(node -> type(node).contains("Sort"));
        assertThat(scans).allMatch(scan -> type(scan).startsWith("Index"), plan.toString());
        assertThat(read).isLessThanOrEqualTo(plan.path("Actual Rows").asDouble() + scans.size());
        assertThat(plan.path("Actual Rows").asDouble()).isPositive();
    }

    private static String type(JsonNode node) {
        return node.path("Node Type").asString();
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        into.add(node);
        node.path("Plans").forEach(child -> collect(child, into));
    }
}
