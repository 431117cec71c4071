package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Served;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API tells of the past, held against what the simulated cloud served and against the tables. */
class ReadBackTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final int QUESTIONS = 300;

    private static SimulatedCloud cloud;
    private static RunningService service;
    private static ApiClient api;

    @BeforeAll
    static void readTheWholeCloud() {
        var world = WorldGenerator.generate(WorldParameters.typical(), 815, NOW.minus(Duration.ofDays(4)), NOW);
        cloud = SimulatedCloud.start(0, world, Clock.fixed(NOW, ZoneOffset.UTC));
        service = RunningService.start(cloud.environment());
        api = new ApiClient(service.address());
        await().atMost(Duration.ofSeconds(120))
                .until(() -> count("select count(complete_until) from stream") == 3
                        && count("select count(*) from dirty_resource") == 0
                        && count("select count(*) from change_class") == count("select count(*) from history_item"));
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    /** The feed serves no event while an older transaction is still open, so its end comes a moment after the tables. */
    @Test
    void theFeedRebuildsTheLinksTheClassesAndTheRecords() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(this::replayOfTheFeedEqualsTheTables);
    }

    @Test
    void theFeedWritesTimesAsTheListsDo() {
        var moments = Pattern.compile("\"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[^\"]*\"")
                .matcher(api.get("/api/v1/feed?limit=1000").toString())
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(moments).hasSizeGreaterThan(100).allMatch(moment -> moment.matches(".*:[0-9]{2}\\.[0-9]{6}Z\""));
    }

    private void replayOfTheFeedEqualsTheTables() {
        Map<String, JsonNode> links = new TreeMap<>();
        var actions = new TreeSet<String>();
        var changes = new TreeSet<String>();
        Map<String, String> classes = new TreeMap<>();
        var page = api.get("/api/v1/feed?limit=1000");
        while (!page.path("data").isEmpty()) {
            for (var event : page.path("data")) {
                var data = event.path("data");
                var link = data.path("change_id").asString("") + " "
                        + data.path("request_id").asString("");
                switch (event.path("type").asString()) {
                    case "link.created", "link.revised" -> links.put(link, data);
                    case "link.retracted" -> links.remove(link);
                    case "action.recorded" -> actions.add(data.path("action_id").asString());
                    case "change.recorded" -> changes.add(data.path("change_id").asString());
                    case "attribution.changed" ->
                        classes.put(
                                event.path("subject").asString(),
                                data.path("attribution")
                                        .asString(data.path("effect").asString("")));
                    case "coverage.changed" ->
                        assertThat(data.path("source").asString()).isIn("ecs", "rms");
                    default ->
                        assertThat(actions.contains(event.path("subject").asString())
                                        || changes.contains(
                                                event.path("subject").asString()))
                                .isTrue();
                }
            }
            page = api.get("/api/v1/feed?limit=1000&after="
                    + page.path("page").path("next_position").asString());
        }

        assertThat(actions).isEqualTo(texts("select id from instance_action"));
        assertThat(changes).isEqualTo(texts("select id from history_item"));
        assertThat(classes).isEqualTo(pairs("""
                select change_id, attribution from change_class union all select action_id, effect from action_class
                """));
        Map<String, String> rebuilt = new TreeMap<>();
        links.forEach((link, data) -> rebuilt.put(
                link,
                String.join(
                        " ",
                        data.path("action_id").asString(),
                        Double.toString(data.path("score").asDouble()),
                        data.path("cause").asString(),
                        data.path("paths").toString().replace("\",\"", ",").replaceAll("[\\[\\]\"]", ""))));
        assertThat(rebuilt).isNotEmpty().isEqualTo(pairs("""
                select change_id || ' ' || request_id,
                       action_id || ' ' || (score::text || case when score::text ~ '[.e]' then '' else '.0' end)
                       || ' ' || cause || ' ' || array_to_string(paths, ',')
                  from link
                """));
    }

    @Test
    void theStateAtAnyTimeIsWhatWasServedLastBefore() {
        var random = new Random(815);
        var items = cloud.served().items().stream().map(Served.Item::document).toList();
        for (int question = 0; question < QUESTIONS; question++) {
            var server =
                    items.get(random.nextInt(items.size())).path("resource_id").asString();
            var at = NOW.minusSeconds(random.nextInt(5 * 86_400));
            var expected = items.stream()
                    .filter(item -> item.path("resource_id").asString().equals(server))
                    .filter(item -> !item.path("status").asString().endsWith(".DELETE"))
                    .filter(item -> !captured(item).isAfter(at))
                    .max(Comparator.comparing(ReadBackTests::captured));
            var state = api.get("/api/v1/servers/" + server + "/state?at=" + at);

            var volumes = expected.map(
                            item -> item.path("resource").path("properties").path("ExtVolumesAttached"))
                    .map(JsonNode::toString)
                    .orElse("");
            var flavor = expected.map(item -> item.path("resource")
                            .path("properties")
                            .path("flavor")
                            .path("id")
                            .asString(""))
                    .orElse("");
            assertThat(state.path("properties").path("flavor").path("id").asString(""))
                    .isEqualTo(flavor);
            assertThat(state.path("properties").path("ExtVolumesAttached").toString())
                    .isEqualTo(volumes);
        }
    }

    private static Instant captured(JsonNode item) {
        return OffsetDateTime.parse(item.path("capture_time").asString()).toInstant();
    }

    private static long count(String sql) {
        return service.database().sql(sql).query(Long.class).single();
    }

    private static TreeSet<String> texts(String sql) {
        return new TreeSet<>(service.database()
                .sql(sql)
                .query((row, number) -> row.getString(1))
                .list());
    }

    private static Map<String, String> pairs(String sql) {
        var pairs = new TreeMap<String, String>();
        service.database().sql(sql).query(row -> {
            pairs.put(row.getString(1), row.getString(2));
        });
        return pairs;
    }
}
