package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the API tells of the past, held against the simulated world and against the tables. */
class ReadBackTests {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final int QUESTIONS = 300;

    private static World world;
    private static SimulatedCloud cloud;
    private static RunningService service;
    private static ApiClient api;

    @BeforeAll
    static void readTheWholeCloud() {
        world = WorldGenerator.generate(WorldParameters.typical(), 815, NOW.minus(Duration.ofDays(4)), NOW);
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
        var replay = new FeedReplay();
        var page = api.get("/api/v1/feed?limit=1000");
        while (!page.path("data").isEmpty()) {
            page.path("data").forEach(replay::apply);
            page = api.get("/api/v1/feed?limit=1000&after="
                    + page.path("page").path("next_position").asString());
        }

        assertThat(replay.links()).isNotEmpty();
        replay.assertIsStored(service.database());
    }

    @Test
    void theStateAndTheBlameAtAnyTimeAreWhatTheWorldItselfTells() {
        var found = new PastQuestions(world, NOW, api, service.database()).ask(QUESTIONS);

        assertThat(found)
                .containsEntry("pairs", QUESTIONS)
                .containsKeys(
                        "pairs before the first item", "pairs after a deletion", "paths of a sure and true writer");
    }

    private static long count(String sql) {
        return service.database().sql(sql).query(Long.class).single();
    }
}
