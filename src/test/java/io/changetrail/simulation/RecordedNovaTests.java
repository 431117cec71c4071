package io.changetrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every recorded request is sent to the simulated cloud as it was sent to the real one, and must get the same answer. */
class RecordedNovaTests {

    /** Recordings that the simulated cloud does not repeat, with the reason. */
    private static final Map<Integer, String> DIFFERENT = Map.of(
            213, "a revoked token is refused at once: no API process has it cached",
            229, "ids, roles and catalog are another cloud's",
            412, "the simulated cloud is read-only",
            429, "the simulated cloud is read-only");

    /** Counted in the folder that they came from. */
    private static final int RECORDINGS = 140;

    private static final RecordingsReport REPORT = new RecordingsReport();
    private static final SettableClock CLOCK = new SettableClock(Instant.EPOCH);
    private static final SimulatedCloud CLOUD = SimulatedCloud.start(0, RecordedWorld.build(), CLOCK);
    private static Map<String, String> tokens = Map.of();

    @BeforeAll
    static void login() {
        CLOCK.set(Instant.parse("2026-11-22T00:44:05Z"));
        CLOUD.settings().microversionCeiling(93).serversPage(1000);
        try (var client = new SimulatedClient(CLOUD)) {
            tokens = Map.of(
                    "<token:demo>", client.projectToken(RecordedWorld.DEMO),
                    "<token:demoreader>", client.projectToken(RecordedWorld.DEMO),
                    "<token:other>", client.projectToken(RecordedWorld.OTHER),
                    "<token:unscoped>", client.login("changetrail", ""),
                    "<token:admin>", client.login("cloud-admin", "{\"project\": {\"name\": \"admin\"}}"));
        }
    }

    @AfterAll
    static void report() {
        CLOUD.close();
        DIFFERENT.forEach(REPORT::different);
        REPORT.publish();
    }

    static Stream<RecordedPair> sameAnswers() {
        return RecordedPair.all().stream().filter(pair -> !DIFFERENT.containsKey(pair.number()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void sameAnswers(RecordedPair recorded) throws IOException {
        CLOCK.set(moment(recorded.number()));
        REPORT.replayed(recorded);

        var answered = exchange(recorded);

        assertThat(answered.status()).isEqualTo(recorded.status());
        assertThat(headers(answered)).isEqualTo(headers(recorded));
        assertThat(masked(answered.body())).isEqualTo(masked(recorded.body()));
        REPORT.equal(recorded, !masked(recorded.body()).equals(recorded.body()));
    }

    @Test
    void everyRecordingIsReplayedOrItsDifferenceHasAName() {
        assertThat(RecordedPair.all()).hasSize(RECORDINGS);
        assertThat(sameAnswers()).hasSize(RECORDINGS - DIFFERENT.size());
    }

    @Test
    void aLoginHasTheRecordedKeysInTheirOrder() {
        var recorded = RecordedPair.all().stream()
                .filter(pair -> pair.number() == 229)
                .findFirst()
                .orElseThrow();
        try (var client = new SimulatedClient(CLOUD)) {
            var answer = client.post("changetrail", "simulated-password", "{\"project\": {\"name\": \"demo\"}}");

            assertThat(answer.statusCode()).isEqualTo(recorded.status());
            assertThat(answer.headers().firstValue("X-Subject-Token")).isPresent();
            assertThat(answer.headers().firstValue("Vary")).isEqualTo(recorded.header("Vary"));
            assertThat(answer.headers().firstValue("Content-Type")).isEqualTo(recorded.header("Content-Type"));
            assertThat(shape(SimulatedClient.json(answer)))
                    .isEqualTo(shape(PythonJson.MAPPER.readTree(recorded.body())));
            assertThat(answer.body())
                    .contains("{\"domain\": {\"id\": \"default\", \"name\": \"Default\"}, \"id\": \""
                            + RecordedWorld.DEMO.id() + "\", \"name\": \"demo\"}");
        }
    }

    /** Keys in their order at every depth, and of what kind the values are; of a list, its first element. */
    private static String shape(JsonNode node) {
        if (node.isObject()) {
            return node.propertyStream()
                    .map(field -> field.getKey() + ": " + shape(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return node.isArray()
                ? "[" + shape(node.path(0)) + "]"
                : node.getNodeType().toString();
    }

    private static RecordedPair exchange(RecordedPair recorded) throws IOException {
        var service = recorded.target().startsWith("/v3/") ? "/iam" : "/ecs";
        var lines = new ArrayList<String>();
        lines.add(recorded.requestLine().replaceFirst(" /", " " + service + "/"));
        recorded.requestHeaders().stream().map(RecordedNovaTests::withToken).forEach(lines::add);
        lines.add("Connection: close");
        lines.add("Content-Length: " + recorded.requestBody().length());
        var request = String.join("\r\n", lines) + "\r\n\r\n" + recorded.requestBody();
        try (var socket = new Socket("127.0.0.1", CLOUD.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            var parts = answer.split("\r\n\r\n", 2);
            var head = parts[0].lines().toList();
            var status = Integer.parseInt(head.getFirst().split(" ", -1)[1]);
            return new RecordedPair(0, "", "", List.of(), "", status, head.subList(1, head.size()), parts[1]);
        }
    }

    private static String withToken(String line) {
        return tokens.entrySet().stream()
                .filter(token -> line.endsWith(": " + token.getKey()))
                .findFirst()
                .map(token -> "X-Auth-Token: " + token.getValue())
                .orElse(line);
    }

    /** What both sides must agree on; request ids only by being there. */
    private static List<Optional<String>> headers(RecordedPair pair) {
        var vary = pair.headers().stream()
                .filter(line -> line.regionMatches(true, 0, "Vary:", 0, 5))
                .map(line -> line.substring(5).strip())
                .toList();
        return List.of(
                pair.header("Content-Type"),
                pair.header("OpenStack-API-Version"),
                pair.header("X-OpenStack-Nova-API-Version"),
                pair.header("WWW-Authenticate").map(value -> value.replaceAll("http://[^/\"]*(/iam)?", "")),
                pair.header("x-openstack-request-id").map(value -> value.substring(0, 4)),
                pair.header("x-compute-request-id").map(value -> value.substring(0, 4)),
                Optional.of("Vary " + vary));
    }

    /** Host names, the ids made of them and fault details are not part of a world. */
    private static String masked(String body) {
        return body.replace("/ecs/", "/").replaceAll("(\"(?:host|hostId|details)\": )\"[^\"]*\"", "$1\"…\"");
    }

    /** When a recording was made, where that matters: around a reboot in progress and a server's short life. */
    private static Instant moment(int number) {
        var second = switch (number) {
            case 413, 414, 415, 416 -> "07";
            case 417, 418, 419 -> "09";
            case 420, 421 -> "11";
            case 424, 425, 426, 427 -> "12";
            case 428 -> "13";
            case 430, 431 -> "13.9";
            default -> "05";
        };
        return Instant.parse("2026-11-22T00:44:" + second + "Z");
    }
}
