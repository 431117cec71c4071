package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.TruePast;
import io.changetrail.simulation.World;
import io.changetrail.support.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Asks what servers were at random moments, and who made them so, and holds the answers against the world itself. */
final class PastQuestions {

    private final Instant now;
    private final ApiClient api;
    private final Random random = new Random(815);
    private final List<Known> servers;
    private final Map<String, String> writers = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /**
     * @param world all of which the service has read and linked
     * @param now the world's present
     */
    PastQuestions(World world, Instant now, ApiClient api, JdbcClient jdbc) {
        this.now = now;
        this.api = api;
        this.servers = world.servers().stream()
                .map(server -> Known.of(server.id(), TruePast.of(server, now), jdbc))
                .toList();
        world.truth()
                .forEach(link -> writers.put(link.serverId() + link.captureTime() + link.path(), link.requestId()));
    }

    /** @return how often what was asked and found */
    Map<String, Integer> ask(int questions) {
        for (int question = 0; question < questions; question++) {
            var server = servers.get(random.nextInt(servers.size()));
            ask(server, moment(server), random.nextBoolean());
        }
        return counts;
    }

    /** Half of them at a capture, or a microsecond before one. */
    private Instant moment(Known server) {
        var items = server.past().items();
        var first = items.isEmpty() ? now.minus(Duration.ofDays(1)) : TruePast.capture(items.getFirst());
        if (items.isEmpty() || random.nextBoolean()) {
            var from = first.minus(Duration.ofHours(12));
            return from.plusMillis(random.nextLong(Duration.between(from, now).toMillis()));
        }
        var capture = TruePast.capture(items.get(random.nextInt(items.size())));
        return random.nextBoolean() ? capture : capture.minusNanos(1000);
    }

    private void ask(Known server, Instant at, boolean occurred) {
        var past = server.past().until(at, capture -> server.time(capture, occurred));
        var query = "?at=" + at + "&basis=" + (occurred ? "occurred" : "captured");
        var place = "/api/v1/servers/" + server.id();
        state(server, past, api.get(place + "/state" + query));
        blame(server, past, occurred, api.get(place + "/blame" + query));
        count("pairs");
        if (past.items().isEmpty()) {
            count("pairs before the first item");
        } else if (past.items().getLast().path("status").asString().endsWith(".DELETE")) {
            count("pairs after a deletion");
        }
    }

    private static void state(Known server, TruePast past, JsonNode state) {
        var end = past.end();
        assertThat(state.path("change_id").asString(""))
                .isEqualTo(end == null ? "" : server.change(end).id().toString());
        assertThat(state.path("properties")).isEqualTo(past.properties());
        assertThat(state.path("relations")).isEqualTo(past.relations());
    }

    private void blame(Known server, TruePast past, boolean occurred, JsonNode blame) {
        var written = past.written();
        var paths = new ArrayList<String>();
        for (var row : blame.path("data")) {
            var path = row.path("path").asString();
            paths.add(path);
            var expected = written.get(path);
            assertThat(expected).as(path).isNotNull();
            var change = server.change(Objects.requireNonNull(expected).capture());
            var cause = change.cause(path);
            assertThat(row.path("value")).as(path).isEqualTo(expected.value());
            assertThat(row.path("change_id").asString())
                    .as(path)
                    .isEqualTo(change.id().toString());
            assertThat(Instant.parse(row.path("since").asString()))
                    .as(path)
                    .isEqualTo(server.time(expected.capture(), occurred));
            assertThat(row.path("request_id").asString("")).as(path).isEqualTo(cause == null ? "" : cause.request());
            assertThat(row.path("action").asString("")).as(path).isEqualTo(cause == null ? "" : cause.action());
            count("paths");
            judge(server, path, expected.capture(), cause);
        }
        assertThat(paths).isSorted().containsExactlyInAnyOrderElementsOf(written.keySet());
    }

    private void judge(Known server, String path, Instant capture, @Nullable Cause cause) {
        if (cause != null && cause.score() >= .9) {
            var first = capture.equals(TruePast.capture(server.past().items().getFirst()));
            var truth = writers.get(server.id() + capture + (first ? "" : path));
            count(
                    cause.request().equals(truth)
                            ? "paths of a sure and true writer"
                            : "paths of a sure and false writer");
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private record Cause(String request, String action, double score, List<String> paths) {}

    /**
     * A stored item.
     *
     * @param best when it occurred, as the service has it
     */
    private record Change(UUID id, @Nullable Instant best, boolean first, List<Cause> causes) {

        @Nullable
        Cause cause(String path) {
            return causes.stream()
                    .filter(cause -> cause.paths().contains(path)
                            || first && cause.paths().isEmpty())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A server with its true past, and what is stored of each item by its capture. */
    private record Known(String id, TruePast past, Map<Instant, Change> changes) {

        static Known of(String id, TruePast past, JdbcClient jdbc) {
            var causes = new HashMap<UUID, List<Cause>>();
            jdbc.sql("""
                            select l.change_id, l.request_id, a.action, l.score, l.paths from link l
                              join instance_action a on a.server_id = l.resource_id and a.id = l.action_id
                             where l.resource_id = ? and l.cause
                            """).param(id).query(row -> {
                causes.computeIfAbsent(row.getObject(1, UUID.class), change -> new ArrayList<>())
                        .add(new Cause(row.getString(2), row.getString(3), row.getDouble(4), List.of((String[])
                                row.getArray(5).getArray())));
            });
            var changes = new HashMap<Instant, Change>();
            jdbc.sql("""
                            select h.id, h.capture_time, h.predecessor_capture is null, c.best from history_item h
                              join change_class c on c.resource_id = h.resource_id and c.change_id = h.id
                             where h.resource_id = ?
                            """).param(id).query(row -> {
                var change = row.getObject(1, UUID.class);
                changes.put(
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        new Change(
                                change,
                                row.getObject(4) == null
                                        ? null
                                        : row.getObject(4, OffsetDateTime.class).toInstant(),
                                row.getBoolean(3),
                                causes.getOrDefault(change, List.of())));
            });
            assertThat(changes).hasSameSizeAs(past.items());
            return new Known(id, past, changes);
        }

        Change change(Instant capture) {
            return Objects.requireNonNull(changes.get(capture), capture::toString);
        }

        Instant time(Instant capture, boolean occurred) {
            var best = change(capture).best();
            return occurred && best != null ? best : capture;
        }
    }
}
