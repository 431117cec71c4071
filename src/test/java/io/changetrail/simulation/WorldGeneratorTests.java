package io.changetrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.World.SimulatedAction;
import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import io.changetrail.simulation.World.TrueLink;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every consumer of a world may rely on. */
class WorldGeneratorTests {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final World WORLD = generate(11);

    private static World generate(long seed) {
        return WorldGenerator.generate(WorldParameters.hostile(), seed, FROM, FROM.plus(Duration.ofDays(10)));
    }

    @Test
    void theSameSeedGivesTheSameWorld() {
        assertThat(generate(11)).isEqualTo(WORLD);
    }

    @Test
    void anotherSeedGivesAnotherWorld() {
        assertThat(generate(12)).isNotEqualTo(WORLD);
    }

    @Test
    void captureTimesOfAServerRiseAndItemsAppearAfterThem() {
        for (SimulatedServer server : WORLD.servers()) {
            List<Instant> captured =
                    server.items().stream().map(WorldGeneratorTests::captured).toList();
            assertThat(captured).isSorted().doesNotHaveDuplicates();
            assertThat(server.items()).allMatch(item -> item.visibleFrom().isAfter(captured(item)));
        }
    }

    @Test
    void actionsAndRowsComeOldestFirst() {
        for (SimulatedServer server : WORLD.servers()) {
            assertThat(server.actions()).extracting(SimulatedAction::start).isSorted();
            assertThat(server.rows()).extracting(World.ServerRow::from).isSorted();
        }
    }

    @Test
    void eachTrueLinkNamesAnActionOfItsServerThatBeganBeforeRmsLooked() {
        Map<String, SimulatedServer> servers =
                WORLD.servers().stream().collect(Collectors.toMap(SimulatedServer::id, Function.identity()));
        for (TrueLink link : WORLD.truth()) {
            SimulatedServer server = Objects.requireNonNull(servers.get(link.serverId()));
            assertThat(server.actions())
                    .anyMatch(action -> action.requestId().equals(link.requestId())
                            && action.action().equals(link.action()));
            assertThat(server.items()).anyMatch(item -> captured(item).equals(link.captureTime()));
        }
    }

    @Test
    void eachTruePathIsOneThatTheItemShowsAsChanged() {
        Set<String> shown = new HashSet<>();
        for (SimulatedServer server : WORLD.servers()) {
            for (ObservedItem item : ObservedItem.of(server)) {
                item.paths().forEach(path -> shown.add(server.id() + item.captureTime() + path));
            }
        }
        assertThat(WORLD.truth())
                .isNotEmpty()
                .allMatch(link -> shown.contains(link.serverId() + link.captureTime() + link.path()));
    }

    @Test
    void exclusiveActionsOfAServerDoNotOverlap() {
        Set<String> exclusive = Arrays.stream(Kind.values())
                .filter(kind -> kind.exclusive)
                .flatMap(kind -> Stream.of(kind.action, kind.vendorName()))
                .collect(Collectors.toSet());
        for (SimulatedServer server : WORLD.servers()) {
            Instant free = Instant.MIN;
            for (SimulatedAction action : server.actions()) {
                if (exclusive.contains(action.action())) {
                    assertThat(action.start()).isAfterOrEqualTo(free);
                    free = Baselines.finish(action);
                }
            }
        }
    }

    @Test
    void aServerIsOnlyStartedWhenStopped() {
        for (SimulatedServer server : WORLD.servers()) {
            for (SimulatedAction action : server.actions()) {
                if (action.action().equals("start")) {
                    assertThat(vmStateAt(server, action.visibleFrom())).isEqualTo("stopped");
                }
            }
        }
    }

    @Test
    void someRequestsMakeSeveralServersAndSomeConfirmAndDeleteOne() {
        World large =
                WorldGenerator.generate(WorldParameters.typical().servers(150), 3, FROM, FROM.plus(Duration.ofDays(5)));
        Map<String, Set<String>> makers = large.servers().stream()
                .flatMap(server -> server.actions().stream()
                        .filter(action -> action.action().equals("create"))
                        .map(action -> Map.entry(action.requestId(), server.id())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
        assertThat(makers.values()).anyMatch(made -> made.size() > 1);
        assertThat(large.servers())
                .anyMatch(server -> server.actions().stream()
                                .map(SimulatedAction::requestId)
                                .distinct()
                                .count()
                        < server.actions().size());
    }

    @Test
    void itemsHaveTheKeysOfThePublishedSampleInItsOrder() throws Exception {
        JsonNode sample;
        try (var stream = getClass().getResourceAsStream("rms-history-sample.json")) {
            sample = JsonMapper.shared().readTree(stream).path("items").get(0);
        }
        JsonNode item = WORLD.servers().stream()
                .flatMap(server -> server.items().stream())
                .<JsonNode>map(SimulatedItem::document)
                .filter(document -> document.at("/resource/properties/addresses/1/OsExtIpsType")
                        .asString("")
                        .equals("floating"))
                .filter(document ->
                        document.at("/resource/properties/OsExtStsTaskState").isMissingNode())
                .findFirst()
                .orElseThrow();
        assertThat(names(item)).isEqualTo(names(sample));
        for (String block :
                List.of("/relations/0", "/resource", "/resource/properties", "/resource/properties/addresses/1")) {
            assertThat(names(item.at(block))).as(block).isEqualTo(names(sample.at(block)));
        }
        for (String block : List.of("flavor", "osextsrvattr", "OS-EXT-SRV-ATTR", "ExtVolumesAttached/0")) {
            String path = "/resource/properties/" + block;
            assertThat(names(item.at(path))).as(path).isEqualTo(names(sample.at(path)));
        }
    }

    private static List<String> names(JsonNode node) {
        return List.copyOf(node.propertyNames());
    }

    private static Instant captured(SimulatedItem item) {
        return Instant.parse(item.document().path("capture_time").asString(""));
    }

    private static String vmStateAt(SimulatedServer server, Instant time) {
        return server.rows().stream()
                .filter(row -> row.from().isBefore(time))
                .reduce((first, second) -> second)
                .orElseThrow()
                .document()
                .path("OS-EXT-STS:vm_state")
                .asString("");
    }
}
